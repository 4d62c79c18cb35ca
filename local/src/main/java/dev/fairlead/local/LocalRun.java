package dev.fairlead.local;

import dev.fairlead.agent.Folders;
import dev.fairlead.agent.build.BuildHandler;
import dev.fairlead.agent.build.Isolation;
import dev.fairlead.agent.limit.Guards;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.plan.Occasion;
import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.StoredFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs jobs one after the other, each in a workspace of its own, by what an agent runs them with.
 * All see the same copy of the work tree, however long the first ones take.
 */
final class LocalRun implements AutoCloseable {
    /** A matrix may have any text in its jobs' names. */
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");

    private final Path work;
    private final Occasion occasion;
    private final Guards guards;
    private final BuildHandler handler;
    private final Shelf shelf;
    private final Map<String, Built> done = new LinkedHashMap<>();
    private @Nullable LocalJob current;
    private boolean stopped;

    /**
     * @param work a folder for the copy, workspaces, caches and what the jobs keep
     * @param mode how the jobs are kept apart from the machine
     */
    LocalRun(Path work, Occasion occasion, Isolation.Mode mode)
            throws IOException, InterruptedException {
        this.work = work;
        this.occasion = occasion;
        var isolation = Isolation.of(mode, work, List.of(), List.of());
        guards = Guards.of(Guards.USUAL, work);
        handler = new BuildHandler(work, isolation, guards);
        shelf = new Shelf(work.resolve("kept"));
    }

    /** Forgets the last run and copies the work tree. */
    void begin(WorkTree tree) throws IOException, InterruptedException {
        Folders.delete(work.resolve("jobs"));
        Folders.delete(shelf.folder());
        Files.createDirectories(shelf.folder());
        var count = tree.copy(source());
        Say.line(
                "%d files of %s, as they are now, are built below %s."
                        .formatted(count, tree.root(), work));
    }

    private Path source() {
        return work.resolve("source.tar");
    }

    /** A job that it needs and that did not pass. */
    Optional<String> missing(JobPlan job) {
        return job.start().needs().stream().filter(need -> !hasPassed(need)).findFirst();
    }

    private boolean hasPassed(String job) {
        var built = done.get(job);
        return built != null && built.passed();
    }

    /** Why the job did not pass; empty when it passed. */
    String run(JobPlan job) throws InterruptedException {
        var folder = Path.of(done.size() + 1 + "-" + UNSAFE.matcher(job.name()).replaceAll("-"));
        var context =
                new LocalJob(
                        job.name(),
                        work.resolve("jobs").resolve(folder),
                        source(),
                        shelf,
                        folder,
                        secrets(job));
        if (!begin(context)) {
            return "cancelled";
        }
        var built = built(job, context);
        done.put(job.name(), built);
        Summary.of(built, shelf.folder().resolve(folder)).forEach(Say::line);
        return built.failure();
    }

    /** The server's stay there; whoever runs this may have some of their own. */
    private static Map<String, String> secrets(JobPlan job) {
        var own = new TreeMap<String, String>();
        for (var variable : job.work().secrets().keySet()) {
            var value = System.getenv(variable);
            if (value == null) {
                Say.line(
                        "%s is not set: a secret is the server's. Set the variable yourself where the job needs it."
                                .formatted(variable));
            } else {
                own.put(variable, value);
            }
        }
        return own;
    }

    private Built built(JobPlan job, LocalJob context) throws InterruptedException {
        try {
            return (Built) handler.run(spec(job), context);
        } catch (IOException e) {
            return (Built) handler.failed(String.valueOf(e.getMessage()));
        }
    }

    private RunBuild spec(JobPlan job) {
        return new RunBuild(
                job.work().steps(),
                occasion.variables(job),
                checkout(job),
                inputs(job),
                job.results(),
                new RunBuild.Caches("local", null),
                job.surroundings(),
                RunBuild.Limits.ofMinutes(job.limits().minutes()));
    }

    /** No commit is there that a server could be asked for: the copy serves for both ways. */
    private static Checkout checkout(JobPlan job) {
        if (job.work().checkout().checkout() != Checkout.How.GIT) {
            return job.work().checkout();
        }
        Say.line(job.name() + " gets the copy of the work tree here, without a .git.");
        return Checkout.ARCHIVE;
    }

    private List<StoredFile> inputs(JobPlan job) {
        var inputs = new ArrayList<StoredFile>();
        for (var need : job.start().needs()) {
            inputs.addAll(Objects.requireNonNull(done.get(need)).artifacts());
        }
        return List.copyOf(inputs);
    }

    private synchronized boolean begin(LocalJob job) {
        current = job;
        return !stopped;
    }

    @Override
    public void close() throws IOException {
        guards.close();
    }

    /** Ends what runs; nothing else begins. */
    synchronized void stop() {
        stopped = true;
        if (current != null) {
            current.cancel();
        }
    }
}
