package dev.fairlead.code.web;

import dev.fairlead.code.GitTransport;
import dev.fairlead.code.PushLimits;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.catalina.connector.ClientAbortException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.UnpackException;
import org.eclipse.jgit.transport.UploadPackInternalServerErrorException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Git over HTTP. What a person may not do is told in plain text, which git shows them. */
@Hidden
@RestController
@RequestMapping("/scm/{project}/{slug}.git")
class GitController {
    private static final Logger log = LoggerFactory.getLogger(GitController.class);
    private static final String PUSH = "git-receive-pack";

    private final Repositories repositories;
    private final GitTransport git;
    private final PushLimits limits;

    GitController(Repositories repositories, GitTransport git, PushLimits limits) {
        this.repositories = repositories;
        this.git = git;
        this.limits = limits;
    }

    @GetMapping("/info/refs")
    void refs(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String service,
            @RequestHeader(name = "Git-Protocol", required = false) @Nullable String protocol,
            HttpServletResponse response)
            throws IOException {
        if (GitBody.FETCH.equals(service)) {
            var repository = require(user, project, slug, Role.READ);
            GitBody.answer(response, GitBody.FETCH + "-advertisement");
            git.advertiseFetch(repository, protocol, response.getOutputStream());
        } else if (PUSH.equals(service)) {
            var repository = require(user, project, slug, Role.WRITE);
            GitBody.answer(response, PUSH + "-advertisement");
            git.advertisePush(repository, user, response.getOutputStream());
        } else {
            require(user, project, slug, Role.READ);
            throw Problem.forbidden("Use a git client that speaks the smart protocol.");
        }
    }

    @PostMapping("/" + GitBody.FETCH)
    void fetch(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            @RequestHeader(name = "Git-Protocol", required = false) @Nullable String protocol,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var repository = require(user, project, slug, Role.READ);
        GitBody.answer(response, GitBody.FETCH + "-result");
        var question = GitBody.question(request);
        try {
            git.fetch(repository, protocol, question, response.getOutputStream());
        } catch (UploadPackInternalServerErrorException told) {
            log.debug("A fetch of {} was refused", repository, told);
        }
    }

    @PostMapping("/" + PUSH)
    void push(
            User user,
            @PathVariable String project,
            @PathVariable String slug,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var repository = require(user, project, slug, Role.WRITE);
        GitBody.answer(response, PUSH + "-result");
        var pushed = GitBody.of(request);
        try {
            git.push(repository, user, pushed, response.getOutputStream());
        } catch (PackProtocolException | UnpackException e) {
            // The client has been told already, in its own protocol.
            var why = e.getCause() == null ? e : e.getCause();
            log.info("A push of {} to {} is refused: {}", user.name(), repository, why.toString());
            // Git reads the answer only after it has sent everything.
            drain(pushed);
        }
    }

    @ExceptionHandler
    void hungUp(ClientAbortException gone) {
        log.info("A git client has hung up: {}", gone.toString());
    }

    @ExceptionHandler
    ResponseEntity<String> refuse(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(problem.detail() + "\n");
    }

    /** A project's key in a clone address is taken in either case, as people type it. */
    private Repository require(User user, String project, String slug, Role role) {
        return repositories.require(user, project.toUpperCase(Locale.ROOT), slug, role);
    }

    private void drain(InputStream rest) throws IOException {
        var buffer = new byte[1 << 16];
        var left = limits.push();
        for (int read; left > 0 && (read = rest.read(buffer)) >= 0; ) {
            left -= read;
        }
    }
}
