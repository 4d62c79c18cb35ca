package dev.fairlead.agent.host;

import dev.fairlead.agent.check.Finding;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec.CheckHost;
import java.io.IOException;

/** Whether a command on the host ends with 0. */
final class CommandLook {
    private final CheckHost spec;
    private final Home home;
    private final HostJob job;
    private boolean refused;

    CommandLook(CheckHost spec, Home home, HostJob job) {
        this.spec = spec;
        this.home = home;
        this.job = job;
    }

    /** Whether the host has seen a later holder: then nothing that this job finds counts. */
    boolean refused() {
        return refused;
    }

    Finding at(Check.Command check) throws IOException, InterruptedException {
        var seconds = check.patience().seconds();
        var command =
                new HostCommand(spec.name(), check.command(), spec.environment(), seconds, true);
        var end = home.run(command, job);
        refused = end.kind() == CommandEnd.Kind.REFUSED;
        return switch (end.kind()) {
            case RAN -> finding(end.exitCode(), seconds);
            case REFUSED -> Finding.failed("not run: the host has seen a later holder");
            case BUSY -> Finding.failed("not run: " + end.busyIn(spec.folder()));
            case NOT_RUN, UNKNOWN -> Finding.failed("its connection was lost");
        };
    }

    private static Finding finding(int exitCode, int seconds) {
        return switch (exitCode) {
            case 0 -> Finding.passed("exit code 0");
            case -1 -> Finding.failed("it was killed");
            case 124 -> Finding.failed("it took longer than " + seconds + " s");
            default -> Finding.failed("exit code " + exitCode);
        };
    }
}
