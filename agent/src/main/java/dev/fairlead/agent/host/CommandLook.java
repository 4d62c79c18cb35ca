package dev.fairlead.agent.host;

import dev.fairlead.agent.check.Finding;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec.CheckHost;
import java.io.IOException;

/** Whether a command on the host ends with 0. */
final class CommandLook {
    private final CheckHost spec;
    private final HostJob job;
    private boolean refused;

    CommandLook(CheckHost spec, HostJob job) {
        this.spec = spec;
        this.job = job;
    }

    /** Whether the host has seen a later holder: then nothing that this job finds counts. */
    boolean refused() {
        return refused;
    }

    Finding at(Check.Command check) throws IOException, InterruptedException {
        var folder = HostFolder.of(spec.folder()).prepare();
        var seconds = check.patience().seconds();
        var end =
                new FencedCommand(folder, job)
                        .look(spec.name(), check.command(), spec.environment(), seconds);
        refused = end.refused();
        if (end.refused()) {
            return Finding.failed("not run: the host has seen a later holder");
        }
        if (end.busy()) {
            return Finding.failed("not run: another command holds the lock of " + spec.folder());
        }
        return switch (end.exitCode()) {
            case 0 -> Finding.passed("exit code 0");
            case -1 -> Finding.failed("it was killed");
            case 124 -> Finding.failed("it took longer than " + seconds + " s");
            default -> Finding.failed("exit code " + end.exitCode());
        };
    }
}
