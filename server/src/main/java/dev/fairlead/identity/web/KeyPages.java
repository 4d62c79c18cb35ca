package dev.fairlead.identity.web;

import dev.fairlead.identity.Access;
import dev.fairlead.identity.SshKey;
import dev.fairlead.identity.SshKeys;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's public keys, and for an administrator everybody's. */
@Controller
class KeyPages {
    private final SshKeys keys;
    private final Users users;
    private final Access access;

    KeyPages(SshKeys keys, Users users, Access access) {
        this.keys = keys;
        this.users = users;
        this.access = access;
    }

    @GetMapping("/me/keys")
    String keys(User user, Model model) {
        return show(keys.of(user), Form.empty(), true, user, model);
    }

    @PostMapping("/me/keys")
    String add(
            User user,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String label,
            Model model,
            HttpServletResponse response) {
        try {
            var added = keys.add(user, label, key);
            Flash.say(response, "The key %s is yours now.".formatted(added.label()));
            return "redirect:/me/keys";
        } catch (Problem problem) {
            response.setStatus(problem.status());
            var form = Form.of(Map.of("key", key, "label", label)).refused(problem);
            return show(keys.of(user), form, true, user, model);
        }
    }

    @PostMapping("/me/keys/{id}/removal")
    String remove(User user, @PathVariable long id, HttpServletResponse response) {
        keys.remove(user, id);
        Flash.say(response, "The key is removed: it lets nobody in any more.");
        return "redirect:/me/keys";
    }

    /** What somebody who left could still come in with. */
    @GetMapping("/admin/users/{name}/keys")
    String keysOf(User user, @PathVariable String name, Model model) {
        access.requireAdministrator(user);
        var person = users.require(name);
        return show(keys.of(person), Form.empty(), false, person, model);
    }

    private static String show(
            List<SshKey> keys, Form form, boolean own, User person, Model model) {
        model.addAttribute("keys", keys);
        model.addAttribute("form", form);
        model.addAttribute("own", own);
        model.addAttribute("person", person);
        return "identity/keys";
    }
}
