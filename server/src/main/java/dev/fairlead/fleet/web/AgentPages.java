package dev.fairlead.fleet.web;

import dev.fairlead.fleet.AgentState;
import dev.fairlead.fleet.AgentStates;
import dev.fairlead.fleet.Agents;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.web.Flash;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The agents and each agent as pages, for administrators. */
@Controller
@RequestMapping("/agents")
class AgentPages {
    private static final int PAGE = 50;

    private final Agents agents;
    private final AgentStates states;
    private final Access access;
    private final Settings settings;

    AgentPages(Agents agents, AgentStates states, Access access, Settings settings) {
        this.agents = agents;
        this.states = states;
        this.access = access;
        this.settings = settings;
    }

    @GetMapping
    String all(User user, Model model) {
        access.requireAdministrator(user);
        model.addAttribute("agents", agents.all());
        model.addAttribute("url", settings.baseUrl().toString());
        model.addAttribute(
                "tokens", settings.shared().toAbsolutePath().resolve("agents").toString());
        return "fleet/agents";
    }

    /** What it ran is shown a page at a time, below a job's number. */
    @GetMapping("/{id}")
    String one(
            User user,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable Long before,
            Model model) {
        access.requireAdministrator(user);
        var ran = agents.ran(id, before == null ? Long.MAX_VALUE : before, PAGE + 1);
        model.addAttribute("agent", agents.get(id));
        model.addAttribute("running", agents.running(id));
        model.addAttribute("ran", ran.stream().limit(PAGE).toList());
        model.addAttribute("older", ran.size() > PAGE ? ran.get(PAGE - 1).job().id() : null);
        return "fleet/agent";
    }

    @PostMapping("/{id}/state")
    String move(
            User user,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String state,
            HttpServletResponse response) {
        access.requireAdministrator(user);
        var agent = states.move(user, id, AgentState.of(state));
        Flash.say(response, "Agent %s is %s.".formatted(agent.name(), agent.state().word()));
        return "redirect:" + (agent.state() == AgentState.REMOVED ? "/agents" : agent.url());
    }
}
