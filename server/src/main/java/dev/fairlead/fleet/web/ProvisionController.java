package dev.fairlead.fleet.web;

import dev.fairlead.blob.Blobs;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Leases;
import dev.fairlead.fleet.SourceArchive;
import dev.fairlead.identity.AgentTokens;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Protocol;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What agents fetch for the job they hold. */
@RestController
@RequestMapping("/agent/v1/jobs/{job}")
class ProvisionController {
    private final Agents agents;
    private final Leases leases;
    private final Blobs blobs;
    private final ObjectProvider<SourceArchive> archive;

    ProvisionController(
            Agents agents, Leases leases, Blobs blobs, ObjectProvider<SourceArchive> archive) {
        this.agents = agents;
        this.leases = leases;
        this.blobs = blobs;
        this.archive = archive;
    }

    @GetMapping("/source")
    void source(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            HttpServletResponse response)
            throws IOException {
        var provision = leases.provision(agents.holder(pool, session), job, fence);
        var repository = provision.repository();
        var commit = provision.commit();
        if (repository == null || commit == null) {
            throw Problem.notFound("Job %d has no source to fetch.".formatted(job));
        }
        response.setContentType("application/x-tar");
        archive.getObject().write(repository, commit, response.getOutputStream());
    }

    @GetMapping("/release-artifact")
    void releaseArtifact(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            HttpServletResponse response)
            throws IOException {
        var provision = leases.provision(agents.holder(pool, session), job, fence);
        var sha256 = provision.sha256();
        if (sha256 == null) {
            throw Problem.notFound("Job %d has no artifact to fetch.".formatted(job));
        }
        send(sha256, response);
    }

    /** A file that an earlier job of the build kept, and the job's words name. */
    @GetMapping("/inputs/{sha256}")
    void input(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @PathVariable String sha256,
            @RequestParam long fence,
            HttpServletResponse response)
            throws IOException {
        if (!leases.inputs(agents.holder(pool, session), job, fence).contains(sha256)) {
            throw Problem.notFound("Job %d has no such file to fetch.".formatted(job));
        }
        send(sha256, response);
    }

    private void send(String sha256, HttpServletResponse response) throws IOException {
        response.setContentType("application/octet-stream");
        try (var bytes = blobs.open(sha256)) {
            bytes.transferTo(response.getOutputStream());
        }
    }
}
