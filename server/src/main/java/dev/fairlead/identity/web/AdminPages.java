package dev.fairlead.identity.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.EmailAddresses;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.Passwords;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The administrator's page of people and groups. */
@Controller
@RequestMapping("/admin")
class AdminPages {
    private static final String HOME = "redirect:/admin/users";

    private final Users users;
    private final Groups groups;
    private final Passwords passwords;
    private final EmailAddresses addresses;
    private final Access access;

    AdminPages(
            Users users,
            Groups groups,
            Passwords passwords,
            EmailAddresses addresses,
            Access access) {
        this.users = users;
        this.groups = groups;
        this.passwords = passwords;
        this.addresses = addresses;
        this.access = access;
    }

    @GetMapping("/users")
    String users(User user, Model model) {
        access.requireAdministrator(user);
        return show(Form.empty(), model);
    }

    @PostMapping("/users")
    String create(
            User user,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        var form = Form.of(typed);
        try {
            users.create(
                    user.actor(),
                    form.value("name"),
                    form.value("displayName"),
                    form.value("email"),
                    form.value("password"),
                    typed.containsKey("administrator"));
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return show(form.refused(problem), model);
        }
        Flash.say(response, form.value("name") + " can log in now.");
        return HOME;
    }

    @PostMapping("/users/{name}/password")
    String reset(
            User user,
            @PathVariable String name,
            @RequestParam String password,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        passwords.reset(user.actor(), users.require(name), password);
        Flash.say(
                response,
                name + " has a new password, and cannot approve or promote before changing it.");
        return HOME;
    }

    @PostMapping("/users/{name}/email")
    String vouch(
            User user,
            @PathVariable String name,
            @RequestParam String email,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        addresses.vouch(user.actor(), users.require(name), email);
        Flash.say(response, email + " is the address of " + name + " now.");
        return HOME;
    }

    @PostMapping("/groups/members")
    String join(
            User user,
            @RequestParam String group,
            @RequestParam String member,
            Model model,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        try {
            groups.add(user.actor(), group, users.require(member));
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return show(Form.of(Map.of("group", group, "member", member)).refused(problem), model);
        }
        return HOME;
    }

    @PostMapping("/groups/{group}/members/{member}/removal")
    String leave(User user, @PathVariable String group, @PathVariable String member) {
        access.requireAdministrator(user);
        groups.remove(user.actor(), group, users.require(member));
        return HOME;
    }

    private String show(Form form, Model model) {
        var members = new TreeMap<String, Object>();
        groups.all().forEach(group -> members.put(group.name(), groups.members(group.name())));
        model.addAttribute("form", form);
        model.addAttribute("users", users.all());
        model.addAttribute("groups", members);
        model.addAttribute("asked", addresses.asked());
        return "identity/users";
    }
}
