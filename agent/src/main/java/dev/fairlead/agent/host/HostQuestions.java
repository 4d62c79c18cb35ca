package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.ObserveHost;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostObserved.LastStep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host the three questions: which bytes lie there, whether the running process holds them
 * and started after they came, and what version it tells.
 */
final class HostQuestions {
    /** The kernel's boot time, from which a process's start is reckoned, is in whole seconds. */
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private record Holder(@Nullable Instant started, @Nullable Boolean afterInstall) {
        static final Holder NONE = new Holder(null, null);
    }

    private HostQuestions() {}

    static HostObserved ask(ObserveHost spec, Home home, HostJob job)
            throws IOException, InterruptedException {
        var notes = new ArrayList<String>();
        var beside = spec.bar() ? null : beside(() -> version(home, spec.versionUrl()));
        var truth = home.ask(new Home.Question(spec.file(), spec.sha256(), spec.bar()), job);
        var last = command(truth.journal(), spec.fence());
        var file = truth.file();
        note(notes, file.note());
        var holder = file.path() == null ? Holder.NONE : holder(file.path(), truth, notes);
        var version = beside == null ? version(home, spec.versionUrl()) : beside.join();
        note(notes, version.note());
        return new HostObserved(
                "",
                file.path() == null ? null : file.path().toString(),
                file.sha256(),
                holder.started(),
                holder.afterInstall(),
                version.version(),
                last.map(e -> new LastStep(e.step(), e.fence(), e.exitCode())).orElse(null),
                truth.atWork() || truth.underWay(),
                List.copyOf(notes));
    }

    /** What the journal says of one command, or else of its last. */
    private static Optional<Journal.Entry> command(Journal journal, @Nullable Long fence) {
        return Optional.ofNullable(fence).flatMap(journal::under).or(journal::last);
    }

    private static Holder holder(Path file, Home.Truth truth, List<String> notes) {
        var started = truth.started();
        if (started == null) {
            notes.add("No running process holds " + file + ", as far as the agent may see.");
            return Holder.NONE;
        }
        var installed = truth.journal().lastOf("install").map(Journal.Entry::begin);
        if (installed.isEmpty()) {
            return new Holder(started, null);
        }
        var after = started.isAfter(installed.get().minus(CLOCK_STEP));
        if (!after) {
            notes.add("The process that holds " + file + " is older than the last install.");
        }
        return new Holder(started, after);
    }

    /** What needs nothing of the host's other answers; where it is barred, that comes first. */
    private static <T> CompletableFuture<T> beside(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, Thread::startVirtualThread);
    }

    private static VersionAnswer version(Home home, @Nullable String url) {
        return url == null ? VersionAnswer.UNASKED : home.version(url);
    }

    private static void note(List<String> notes, String note) {
        if (!note.isEmpty()) {
            notes.add(note);
        }
    }
}
