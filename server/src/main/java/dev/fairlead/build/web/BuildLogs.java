package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildJob;
import dev.fairlead.build.BuildReports;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The logs of builds by ranges of lines, and as a whole. */
@Component
class BuildLogs {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
    private static final int MOST_FOUND = 1_000;

    private final Jobs fleet;
    private final BuildReports reports;
    private final Signals signals;

    BuildLogs(Jobs fleet, BuildReports reports, Signals signals) {
        this.fleet = fleet;
        this.reports = reports;
        this.signals = signals;
    }

    /**
     * Which of a build's logs.
     *
     * @param job the position of one of its jobs; null for the first
     * @param attempt one of that job's; null for the latest
     */
    record Which(@Nullable Integer job, @Nullable Integer attempt) {}

    /**
     * Lines from {@code first} on, or the last ones for a negative number; a build that never had a
     * job has an empty log.
     */
    LogView part(Build build, Which which, long first, int limit) {
        return found(build, which)
                .map(log -> LogView.of(fleet.log(log.job(), first, limit), steps(build, log)))
                .orElseGet(() -> LogView.of(Jobs.LogPart.NOTHING, List.of()));
    }

    /**
     * The same, but waits a while for the first line to come or the log to end, and leaves out what
     * comes before the last lines where more have come than the limit.
     */
    LogView await(Build build, Which which, long first, int limit) throws InterruptedException {
        var job = found(build, which).map(Found::job).orElse(0L);
        var until = System.nanoTime() + LONGEST_WAIT.toNanos();
        try (var watch = signals.watch(Jobs.logTopic(job))) {
            var part = part(build, which, first, limit);
            while (part.lines().isEmpty() && !part.complete() && System.nanoTime() < until) {
                watch.await(POLL);
                part = part(build, which, first, limit);
            }
            return part.next() < part.total() ? part(build, which, -limit, limit) : part;
        }
    }

    /** The numbers of lines that hold a text, from 0. */
    List<Long> search(Build build, Which which, String text) {
        return found(build, which)
                .map(log -> fleet.search(log.job(), text, MOST_FOUND))
                .orElse(List.of());
    }

    /** What the agent reported; until then, and of an attempt that was lost, what it began. */
    private List<LogStep> steps(Build build, Found log) {
        var ended =
                log.isLatest()
                        ? reports.steps(build).stream()
                                .filter(step -> step.job() == log.position())
                                .map(LogStep::ended)
                                .toList()
                        : List.<LogStep>of();
        return ended.isEmpty()
                ? fleet.begun(log.job()).stream().map(LogStep::begun).toList()
                : ended;
    }

    void write(Build build, Which which, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        var out = response.getOutputStream();
        var log = found(build, which);
        if (log.isPresent()) {
            fleet.writeLog(log.get().job(), out);
        } else {
            out.write((build.failure() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The fleet's job that wrote a log, and the position of the build's job that it did. */
    private record Found(long job, int position, boolean isLatest) {}

    /** Empty where the job was given to nobody yet. */
    private Optional<Found> found(Build build, Which which) {
        var position = which.job() == null ? 1 : which.job();
        var job = reports.jobs(build).stream().filter(one -> one.position() == position).findAny();
        if (job.isEmpty() && which.job() != null) {
            throw Problem.notFound("Build %d has no job %d.".formatted(build.id(), position));
        }
        var attempt = which.attempt();
        if (attempt == null || job.filter(one -> one.attempt() == attempt).isPresent()) {
            return job.map(BuildJob::job).map(id -> new Found(id, position, true));
        }
        return Optional.of(
                reports.attempts(build).stream()
                        .filter(one -> one.position() == position && one.attempt() == attempt)
                        .map(one -> new Found(one.job(), position, false))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "Build %d has no attempt %d."
                                                .formatted(build.id(), attempt))));
    }
}
