package dev.fairlead.fleet.web;

import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Deliveries;
import dev.fairlead.fleet.Outcomes;
import dev.fairlead.fleet.TaskRuns;
import dev.fairlead.identity.AgentTokens;
import dev.fairlead.protocol.Assignment;
import dev.fairlead.protocol.JobEnd;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Report;
import dev.fairlead.protocol.StoredFile;
import dev.fairlead.protocol.TaskRun;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What agents bring: log, files, how tasks stand, outcomes. */
@RestController
@RequestMapping("/agent/v1")
class DeliveryController {
    private static final int MOST_OUTCOME = 8 * 1024 * 1024;
    private static final int MOST_TASK_RUNS = 4 * 1024 * 1024;

    private final Agents agents;
    private final Deliveries deliveries;
    private final Outcomes outcomes;
    private final TaskRuns tasks;
    private final Bodies bodies;

    DeliveryController(
            Agents agents,
            Deliveries deliveries,
            Outcomes outcomes,
            TaskRuns tasks,
            Bodies bodies) {
        this.agents = agents;
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.tasks = tasks;
        this.bodies = bodies;
    }

    @PostMapping("/jobs/{job}/log")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void log(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            @RequestParam long offset,
            @RequestParam(defaultValue = "0") long age,
            HttpServletRequest request)
            throws IOException {
        var bytes = bodies.bytes(request, Protocol.LOG_CHUNK);
        deliveries.log(
                agents.holder(pool, session), job, fence, offset, Duration.ofMillis(age), bytes);
    }

    @PutMapping("/jobs/{job}/files")
    StoredFile file(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            @RequestParam String name,
            HttpServletRequest request)
            throws IOException {
        var holder = agents.holder(pool, session);
        return deliveries.file(holder, job, fence, name, request.getInputStream());
    }

    @PostMapping("/jobs/{job}/task-runs")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void taskRuns(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam long fence,
            HttpServletRequest request)
            throws IOException {
        var runs = bodies.read(request, MOST_TASK_RUNS, TaskRun[].class);
        tasks.take(agents.holder(pool, session), job, fence, List.of(runs));
    }

    /** Answers with the next job of the executor that asks for one, or with 204. */
    @PostMapping("/jobs/{job}/outcome")
    ResponseEntity<Assignment> outcome(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @PathVariable long job,
            @RequestParam(required = false) @Nullable Integer executor,
            HttpServletRequest request)
            throws IOException {
        var report = bodies.read(request, MOST_OUTCOME, Report.class);
        return outcomes.take(agents.holder(pool, session), job, report, executor)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /**
     * The same of several jobs, in the order in which they ended: all of it is taken, or nothing.
     */
    @PostMapping("/outcomes")
    ResponseEntity<Assignment> outcomes(
            @RequestAttribute(AgentTokens.POOL) String pool,
            @RequestHeader(Protocol.SESSION) String session,
            @RequestParam(required = false) @Nullable Integer executor,
            HttpServletRequest request)
            throws IOException {
        var ends = bodies.read(request, MOST_OUTCOME, JobEnd[].class);
        return outcomes.take(agents.holder(pool, session), List.of(ends), executor)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
