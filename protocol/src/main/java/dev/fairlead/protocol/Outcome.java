package dev.fairlead.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a job ended, by its kind. A failure carries a sentence; success has an empty one. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Built.class, name = "built"),
    @JsonSubTypes.Type(value = Outcome.HostStepRan.class, name = "host-step-ran"),
    @JsonSubTypes.Type(value = Outcome.HostObserved.class, name = "host-observed"),
    @JsonSubTypes.Type(value = Outcome.ServerMoved.class, name = "server-moved"),
    @JsonSubTypes.Type(value = Outcome.HostTried.class, name = "host-tried"),
    @JsonSubTypes.Type(value = Outcome.PlayRan.class, name = "play-ran"),
    @JsonSubTypes.Type(value = Outcome.HostChecked.class, name = "host-checked"),
    @JsonSubTypes.Type(value = Outcome.BalancersSeen.class, name = "balancers-seen"),
})
public sealed interface Outcome {
    /** Why it failed; empty when it did not. */
    String failure();

    default boolean passed() {
        return failure().isEmpty();
    }

    /** A build's end: what each step did, the tests read, the files stored. */
    record Built(
            String failure,
            List<StepRun> steps,
            List<TestCase> tests,
            List<StoredFile> artifacts,
            @Nullable Coverage coverage)
            implements Outcome {
        /** One without reports of coverage. */
        public Built(
                String failure,
                List<StepRun> steps,
                List<TestCase> tests,
                List<StoredFile> artifacts) {
            this(failure, steps, tests, artifacts, null);
        }

        /** How many lines and branches there are, and how many of them the tests ran through. */
        public record Coverage(long lines, long linesCovered, long branches, long branchesCovered) {
            /** Of anything counted; more is no report. */
            public static final long MOST = 1_000_000_000_000L;

            public static final Coverage NONE = new Coverage(0, 0, 0, 0);

            public Coverage {
                lines = Math.clamp(lines, 0, MOST);
                linesCovered = Math.clamp(linesCovered, 0, lines);
                branches = Math.clamp(branches, 0, MOST);
                branchesCovered = Math.clamp(branchesCovered, 0, branches);
            }

            public static Coverage of(
                    long linesCovered, long lines, long branchesCovered, long branches) {
                return new Coverage(lines, linesCovered, branches, branchesCovered);
            }

            public Coverage plus(Coverage other) {
                return new Coverage(
                        lines + other.lines,
                        linesCovered + other.linesCovered,
                        branches + other.branches,
                        branchesCovered + other.branchesCovered);
            }
        }

        /** One step. Exit code is −1 when it was killed. First line is its first in the log. */
        public record StepRun(String name, int exitCode, long millis, long firstLine) {}

        /**
         * One test as its report says. Detail is the failure's text, cut at 4,000 characters; of a
         * test that passed, what it said in a try before that failed.
         */
        public record TestCase(
                String suite, String name, Verdict verdict, long millis, String detail) {
            /** How it went. */
            public enum Verdict {
                PASSED,
                FAILED,
                SKIPPED
            }
        }
    }

    /**
     * A step's end on a host.
     *
     * @param refused the host has seen a higher fence
     * @param notes what had to be put right meanwhile: a balancer that forgot the host was out
     */
    record HostStepRan(
            String failure, int exitCode, long millis, boolean refused, List<String> notes)
            implements Outcome {
        /** An older agent has none. */
        public HostStepRan {
            notes = notes == null ? List.of() : notes;
        }

        /** One that nothing had to be put right in. */
        public HostStepRan(String failure, int exitCode, long millis, boolean refused) {
            this(failure, exitCode, millis, refused, List.of());
        }
    }

    /**
     * What a host answered; null for what could not be learned, and notes say why.
     *
     * @param sha256 digest of the installed file
     * @param processStarted when the process that holds the file was started
     * @param startedAfterInstall whether that was after the last install began, by the host's clock
     * @param version what its endpoint answered
     * @param lastStep the step that the host's journal names last, with its fence
     * @param stepUnderWay whether a command of an earlier fence is still running there
     */
    record HostObserved(
            String failure,
            @Nullable String file,
            @Nullable String sha256,
            @Nullable Instant processStarted,
            @Nullable Boolean startedAfterInstall,
            @Nullable String version,
            @Nullable LastStep lastStep,
            boolean stepUnderWay,
            List<String> notes)
            implements Outcome {
        /** The journal's last entry. Exit code is null while the command has not ended. */
        public record LastStep(String step, long fence, @Nullable Integer exitCode) {}
    }

    /** A host's move in its pools: what was read of each seat before and after. */
    record ServerMoved(String failure, List<Moved> seats, long millis) implements Outcome {
        /** An older agent knows of one seat, and says it in another way. */
        public ServerMoved {
            seats = seats == null ? List.of() : seats;
        }

        /** One that failed before anything could be read. */
        public static ServerMoved failed(String failure) {
            return new ServerMoved(failure, List.of(), 0);
        }

        /**
         * One seat. The states are HAProxy's words; after is empty where it did not answer.
         *
         * @param sessions before
         */
        public record Moved(
                String balancer, String server, String before, String after, int sessions) {
            /** Whether the host gets new requests through it. */
            public boolean serves() {
                return after.startsWith("UP") || after.equals("no check");
            }
        }
    }

    /** What balancers told; one that was silent does not hide the others. */
    record BalancersSeen(String failure, List<Seen> balancers) implements Outcome {
        /**
         * One balancer's backend.
         *
         * @param failure why it did not answer; empty when it did
         * @param traffic null where it does not count
         */
        public record Seen(
                String balancer, String failure, List<Server> servers, @Nullable Traffic traffic) {
            public static Seen silent(String balancer, String failure) {
                return new Seen(balancer, failure, List.of(), null);
            }
        }

        /**
         * A server of it.
         *
         * @param status HAProxy's word, such as {@code UP}, {@code MAINT}, {@code no check}
         * @param check what its health check found last
         * @param seconds since the status changed
         */
        public record Server(
                String name, String status, String check, long sessions, long seconds) {
            /** One that the backend does not have. */
            public static Server missing(String name) {
                return new Server(name, "", "", 0, 0);
            }
        }

        /**
         * What the backend counted since its process started.
         *
         * @param process another one begins to count anew
         * @param failed requests that ended with an error of the balancer's or a host's, or broke
         *     off
         * @param retries connections that were tried once more
         */
        public record Traffic(String process, long requests, long failed, long retries) {}
    }

    /** Whether a host could be deployed to, one check after the other. */
    record HostTried(String failure, List<Check> checks) implements Outcome {
        /** One thing that was looked at, and what was found, in a sentence. */
        public record Check(String name, boolean passed, String sentence) {}
    }

    /**
     * A play's end. Refused: its controller has seen a higher fence.
     *
     * @param summary what was done, in a sentence's worth of words
     */
    record PlayRan(String failure, String summary, int exitCode, long millis, boolean refused)
            implements Outcome {}

    /**
     * What the checks found, in order; those after one that failed were not looked at.
     *
     * @param refused the host has seen a higher fence
     * @param notes what else has to be known, such as that it had to be taken out of a pool again
     */
    record HostChecked(String failure, List<Result> results, boolean refused, List<String> notes)
            implements Outcome {
        /**
         * One check.
         *
         * @param rule what had to be found, in words
         * @param found what the last look found, in words
         * @param looks how many there were
         * @param millis from the first look to the end of the last
         */
        public record Result(
                String name, String rule, String found, boolean passed, int looks, long millis) {}
    }
}
