package dev.fairlead.agent.build;

import dev.fairlead.protocol.JobSpec.RunBuild;
import dev.fairlead.protocol.Labels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How this agent keeps jobs apart, as its owner chose and its machine allows. */
public final class Isolation {
    /** What the owner may choose; with a container engine, jobs without an image use bubblewrap. */
    public enum Mode {
        BUBBLEWRAP,
        PODMAN,
        DOCKER,
        /** The container that the agent runs in is the job's own, whatever its image. */
        POD,
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final @Nullable Enclosure plain;
    private final @Nullable Containers containers;
    private final String trouble;

    private Isolation(@Nullable Enclosure plain, @Nullable Containers containers, String trouble) {
        this.plain = plain;
        this.containers = containers;
        this.trouble = trouble;
    }

    /**
     * Tries once what was chosen. Where it does not work, this agent builds nothing and says why;
     * it never takes a weaker one by itself.
     *
     * @param work the agent's own folder, which jobs see as little as the hidden ones
     */
    public static Isolation of(Mode mode, Path work, List<Path> hidden, List<String> engineOptions)
            throws IOException, InterruptedException {
        if (mode == Mode.NONE || mode == Mode.POD) {
            return new Isolation(new PlainProcess(mode == Mode.POD), null, "");
        }
        var sandbox = Sandbox.probe(work, hidden);
        var works = sandbox.trouble().isEmpty() ? sandbox : null;
        if (mode == Mode.BUBBLEWRAP) {
            return new Isolation(works, null, sandbox.trouble());
        }
        var containers = Containers.of(mode.toString(), work, engineOptions);
        var trouble = containers.trouble();
        return new Isolation(works, trouble.isEmpty() ? containers : null, trouble);
    }

    /** Why no build runs here, in words that follow a colon; empty when they do. */
    public String trouble() {
        return trouble;
    }

    /** What plans may ask for because of it, by name, with a word on how. */
    public Map<String, String> offers() {
        if (isPod()) {
            return Map.of(Labels.CONTAINERS, new PlainProcess(true).words());
        }
        return containers == null ? Map.of() : Map.of(Labels.CONTAINERS, containers.words());
    }

    /** What pages show of it. */
    public Map<String, String> facts() {
        var facts = new TreeMap<String, String>();
        facts.put("isolation", plain == null ? "no builds: " + trouble : plain.words());
        if (containers != null) {
            facts.put("isolation", plain == null ? "only containers" : plain.words());
            facts.put("containers", containers.words());
        }
        return facts;
    }

    /** Why this agent cannot run the job, in a sentence; empty when it can. */
    String refusal(RunBuild spec) {
        if (!trouble.isEmpty()) {
            return "This agent runs no builds, because it cannot keep them apart from the rest of"
                    + " its machine: "
                    + trouble;
        }
        if (spec.surroundings().image() != null && containers == null && !isPod()) {
            return ("The job runs in the image %s, and this agent runs no containers. Start one"
                            + " with --isolation podman or docker, or leave image: out.")
                    .formatted(spec.surroundings().image());
        }
        if (spec.surroundings().image() == null && !spec.surroundings().services().isEmpty()) {
            return "The job has services, and these stand beside an image. Add image: to it.";
        }
        if (spec.surroundings().image() == null && plain == null) {
            return "This agent runs only jobs that name an image, because bubblewrap does not work"
                    + " on its machine. Add image: to the job.";
        }
        return plain instanceof PlainProcess && !spec.surroundings().network()
                ? "This agent runs plain processes, which it cannot keep off the network as"
                        + " `network: none` asks. Use an agent with --isolation bubblewrap."
                : "";
    }

    /** Where the job's steps run; it must not have been refused. */
    Enclosure enclosure(RunBuild spec) {
        var enclosure = spec.surroundings().image() == null || isPod() ? plain : containers;
        if (enclosure == null) {
            throw new IllegalStateException("This is a bug: the job should have been refused");
        }
        return enclosure;
    }

    private boolean isPod() {
        return plain instanceof PlainProcess process && process.isPod();
    }

    /** Makes ready what an enclosure expects in the job's folders. */
    void prepare(RunBuild spec, JobFolders folders) throws IOException {
        enclosure(spec).prepare(folders);
    }
}
