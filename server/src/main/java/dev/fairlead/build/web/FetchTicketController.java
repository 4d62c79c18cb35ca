package dev.fairlead.build.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Submodules;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Fetches;
import dev.fairlead.identity.AgentTokens;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.FetchTicket;
import dev.fairlead.protocol.Protocol;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Gives who holds a job a ticket to fetch its repository, or a submodule's where it wants them. */
@RestController
@RequestMapping("/agent/v1/jobs/{job}/fetch-tickets")
class FetchTicketController {
    private final Agents agents;
    private final Fetches fetches;
    private final Repositories repositories;
    private final Submodules submodules;

    FetchTicketController(
            Agents agents, Fetches fetches, Repositories repositories, Submodules submodules) {
        this.agents = agents;
        this.fetches = fetches;
        this.repositories = repositories;
        this.submodules = submodules;
    }

    /**
     * For the job's repository, or for a submodule's.
     *
     * @param of the repository whose tree has the submodule; the job's own where it is missing
     * @param submodule its address, as {@code .gitmodules} says it
     */
    @PostMapping
    FetchTicket ticket(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            @RequestParam(required = false) @Nullable Long of,
            @RequestParam(required = false) @Nullable String submodule) {
        var holder = agents.holder(pool, session);
        var wish = fetches.wish(holder, job, fence);
        if (submodule == null) {
            var token = fetches.ticket(holder, job, fence, wish.repository(), wish.commit());
            return new FetchTicket(wish.repository(), wish.commit(), token, "");
        }
        if (!wish.submodules()) {
            return FetchTicket.refused("The job's plan does not ask for submodules.");
        }
        var found = submodules.at(submodule, parent(wish.repository(), of)).orElse(null);
        return found == null
                ? FetchTicket.refused(foreign(submodule))
                : new FetchTicket(
                        found.id(), null, fetches.ticket(holder, job, fence, found.id(), null), "");
    }

    /** A submodule of a submodule is of the same project, or is not asked for. */
    private Repository parent(long own, @Nullable Long of) {
        var repository = repositories.get(own);
        var parent = of == null ? repository : repositories.get(of);
        if (parent.projectId() != repository.projectId()) {
            throw Problem.forbidden("The job is of another project.");
        }
        return parent;
    }

    private static String foreign(String address) {
        return "The submodule at %s is refused: a build gets submodules only from repositories of its own project on this server."
                .formatted(address);
    }
}
