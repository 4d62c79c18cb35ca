package dev.fairlead.agent.host;

import dev.fairlead.agent.check.Finding;
import dev.fairlead.agent.check.HttpLook;
import dev.fairlead.agent.check.PrometheusLook;
import dev.fairlead.agent.check.TcpLook;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.Outcome.HostChecked;
import dev.fairlead.protocol.Outcome.HostChecked.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Looks at one thing after the other, at each until it is as it should be or its time is over. */
final class HostChecks {
    /** Between looks it waits for so little of what it waited already: few see it much later. */
    private static final int PART_OF_THE_WAIT = 30;

    private static final long LONGEST_PAUSE_MILLIS = 2000;

    private final CheckHost spec;
    private final BriefJob job;
    private final CommandLook commands;

    private HostChecks(CheckHost spec, Home home, HostJob job) {
        this.spec = spec;
        this.job = new BriefJob(job);
        this.commands = new CommandLook(spec, home, this.job);
    }

    static HostChecked run(CheckHost spec, Home home, HostJob job)
            throws IOException, InterruptedException {
        try (var out = KeptOut.of(spec.keepOut(), job)) {
            var checked = new HostChecks(spec, home, job).run();
            return new HostChecked(
                    checked.failure(), checked.results(), checked.refused(), out.end());
        }
    }

    private HostChecked run() throws IOException, InterruptedException {
        var results = new ArrayList<Result>();
        for (var check : spec.checks()) {
            var result = result(check);
            results.add(result);
            job.say(
                    "%s: %s, %s"
                            .formatted(
                                    check.name(),
                                    result.passed() ? "holds" : "fails",
                                    result.found()));
            if (!result.passed()) {
                return new HostChecked(failure(result), results, commands.refused(), List.of());
            }
        }
        return new HostChecked("", results, false, List.of());
    }

    private String failure(Result result) {
        var where = spec.host().isEmpty() ? spec.name() : spec.name() + " on " + spec.host();
        return "%s: %s has to find %s; found: %s."
                .formatted(where, result.name(), result.rule(), result.found());
    }

    private Result result(Check check) throws IOException, InterruptedException {
        var begin = System.nanoTime();
        var until = begin + Duration.ofSeconds(check.patience().within()).toNanos();
        var finding = look(check);
        var looks = 1;
        while (!finding.passed() && !commands.refused() && System.nanoTime() < until) {
            requireOurs();
            TimeUnit.MILLISECONDS.sleep(pause(check, begin));
            finding = look(check);
            looks++;
        }
        var millis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return new Result(
                check.name(), check.rule(), finding.found(), finding.passed(), looks, millis);
    }

    private static long pause(Check check, long begin) {
        var waited = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        return Math.clamp(waited / PART_OF_THE_WAIT, shortest(check), LONGEST_PAUSE_MILLIS);
    }

    /** A command and a query cost others more than a request does. */
    private static long shortest(Check check) {
        return switch (check) {
            case Check.Http _, Check.Tcp _ -> 5;
            case Check.Command _, Check.Prometheus _ -> 200;
        };
    }

    private Finding look(Check check) throws IOException, InterruptedException {
        return switch (check) {
            case Check.Http http -> HttpLook.at(http);
            case Check.Tcp tcp -> TcpLook.at(tcp);
            case Check.Command command -> commands.at(command);
            case Check.Prometheus query -> PrometheusLook.at(query, job.secrets());
        };
    }

    private void requireOurs() throws IOException {
        if (job.cancelled()) {
            throw new IOException("The job is no longer ours; the checks end here.");
        }
    }
}
