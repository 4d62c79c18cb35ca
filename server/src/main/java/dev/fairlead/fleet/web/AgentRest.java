package dev.fairlead.fleet.web;

import dev.fairlead.fleet.AgentState;
import dev.fairlead.fleet.AgentStates;
import dev.fairlead.fleet.Agents;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.User;
import dev.fairlead.web.Listing;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The agents for administrators' scripts. */
@RestController
@RequestMapping("/api/v1/agents")
class AgentRest {
    record Move(@Nullable String state) {}

    private final Agents agents;
    private final AgentStates states;
    private final Access access;

    AgentRest(Agents agents, AgentStates states, Access access) {
        this.agents = agents;
        this.states = states;
        this.access = access;
    }

    @GetMapping
    Listing<AgentJson> all(User user) {
        access.requireAdministrator(user);
        return Listing.of(agents.all().stream().map(AgentJson::of).toList());
    }

    @GetMapping("/{id}")
    AgentJson one(User user, @PathVariable long id) {
        access.requireAdministrator(user);
        return AgentJson.of(agents.get(id));
    }

    @PutMapping("/{id}/state")
    AgentJson move(User user, @PathVariable long id, @RequestBody Move wish) {
        access.requireAdministrator(user);
        return AgentJson.of(states.move(user, id, AgentState.of(wish.state())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(User user, @PathVariable long id) {
        states.move(user, id, AgentState.REMOVED);
    }
}
