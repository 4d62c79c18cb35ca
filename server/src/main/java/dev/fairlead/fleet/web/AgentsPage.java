package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Agents;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The agents as a page, for administrators. */
@Controller
class AgentsPage {
    private final Agents agents;
    private final Access access;
    private final Settings settings;

    AgentsPage(Agents agents, Access access, Settings settings) {
        this.agents = agents;
        this.access = access;
        this.settings = settings;
    }

    @GetMapping("/admin/agents")
    String agents(User user, Model model) {
        access.requireAdministrator(user);
        model.addAttribute("agents", agents.all());
        model.addAttribute("url", settings.baseUrl().toString());
        model.addAttribute("tokens", settings.data().toAbsolutePath().resolve("agents").toString());
        return "fleet/agents";
    }
}
