package dev.fairlead.code.web;

import dev.fairlead.code.GitTransport;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.AgentTokens.Fetch;
import dev.fairlead.problem.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Git over HTTP for an agent's git, which shows the ticket of one repository. It only fetches. */
@RestController
@RequestMapping("/agent/v1/fetches/{repository}")
class FetchController {
    private static final Logger log = LoggerFactory.getLogger(FetchController.class);

    private final Repositories repositories;
    private final GitTransport git;

    FetchController(Repositories repositories, GitTransport git) {
        this.repositories = repositories;
        this.git = git;
    }

    @GetMapping("/info/refs")
    void refs(
            @RequestAttribute(AgentTokens.FETCH) Fetch ticket,
            @PathVariable long repository,
            @RequestParam String service,
            @RequestHeader(name = "Git-Protocol", required = false) @Nullable String protocol,
            HttpServletResponse response)
            throws IOException {
        var found = require(ticket, repository);
        if (!service.equals(GitBody.FETCH)) {
            throw Problem.forbidden("A ticket of a job fetches and does nothing else.");
        }
        GitBody.answer(response, GitBody.FETCH + "-advertisement");
        git.advertiseFetch(found, protocol, response.getOutputStream());
    }

    @PostMapping("/" + GitBody.FETCH)
    void fetch(
            @RequestAttribute(AgentTokens.FETCH) Fetch ticket,
            @PathVariable long repository,
            @RequestHeader(name = "Git-Protocol", required = false) @Nullable String protocol,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var found = require(ticket, repository);
        GitBody.answer(response, GitBody.FETCH + "-result");
        try {
            git.fetch(
                    found,
                    ticket.commit(),
                    protocol,
                    GitBody.question(request),
                    response.getOutputStream());
        } catch (UploadPackInternalServerErrorException told) {
            log.debug("A fetch of {} by an agent was refused", found, told);
        }
    }

    private Repository require(Fetch ticket, long repository) {
        if (ticket.repository() != repository) {
            throw Problem.forbidden("This ticket is for another repository.");
        }
        return repositories.get(repository);
    }
}
