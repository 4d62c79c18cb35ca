package dev.fairlead.protocol;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an agent is to do. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobSpec.RunBuild.class, name = "build"),
    @JsonSubTypes.Type(value = JobSpec.NagiosCommands.class, name = "nagios-commands"),
    @JsonSubTypes.Type(value = JobSpec.RunHostStep.class, name = "host-step"),
    @JsonSubTypes.Type(value = JobSpec.ObserveHost.class, name = "observe-host"),
    @JsonSubTypes.Type(value = JobSpec.MoveServer.class, name = "move-server"),
    @JsonSubTypes.Type(value = JobSpec.TryHost.class, name = "try-host"),
    @JsonSubTypes.Type(value = JobSpec.RunPlay.class, name = "play"),
    @JsonSubTypes.Type(value = JobSpec.CheckHost.class, name = "check-host"),
    @JsonSubTypes.Type(value = JobSpec.LookAtBalancers.class, name = "look-at-balancers"),
})
public sealed interface JobSpec {
    /** Whether a job that follows this one is begun after such an end. */
    default boolean leadsOn(Outcome outcome) {
        return outcome.passed();
    }

    /**
     * Whether a stage of a deployment ends with it: its holder then asks for the next one before it
     * tells how this one ended, which takes longer.
     */
    default boolean endsStage() {
        return false;
    }

    /**
     * Whether it only looks at its host, or brings bytes, and needs nothing of what those before it
     * in a row found: such neighbours may be done at the same time.
     */
    default boolean standsAlone() {
        return false;
    }

    /**
     * Checks out the commit into a fresh workspace and runs the steps in a sandbox, in order, until
     * one fails; then collects test reports and artifacts. Its parts are for people: in JSON all of
     * it stands on one level.
     *
     * @param environment what the steps see besides what every step sees
     * @param inputs files that other jobs of the build kept, laid into the workspace first
     */
    record RunBuild(
            List<Step> steps,
            Map<String, String> environment,
            @JsonUnwrapped Checkout checkout,
            List<StoredFile> inputs,
            @JsonUnwrapped Results results,
            @JsonUnwrapped Caches caches,
            @JsonUnwrapped Surroundings surroundings,
            @JsonUnwrapped Limits limits)
            implements JobSpec {
        /** One command line for {@code sh -e}. */
        public record Step(String name, String run) {}

        /**
         * How the commit's files come into the workspace.
         *
         * @param depth of the history, in commits; 0 for all of it, and the tags
         * @param submodules whether those of the same project come, too
         * @param lfs whether git-lfs is to fetch what the commit keeps in it
         */
        public record Checkout(How checkout, Integer depth, Boolean submodules, Boolean lfs) {
            public static final Checkout ARCHIVE = new Checkout(How.ARCHIVE, 0, false, false);
            public static final Checkout NONE = new Checkout(How.NONE, 0, false, false);

            /** An older server does not say it. */
            public Checkout {
                checkout = checkout == null ? How.ARCHIVE : checkout;
                depth = depth == null ? 0 : depth;
                submodules = submodules != null && submodules;
                lfs = lfs != null && lfs;
            }

            /** The ways. */
            public enum How {
                /** As one archive from the server, without a history. */
                ARCHIVE,
                /** Not at all: the workspace begins empty. */
                NONE,
                /** With a real {@code .git}. */
                GIT
            }
        }

        /**
         * What is collected after the steps.
         *
         * @param tests globs of JUnit XML reports
         * @param coverage globs of reports of JaCoCo, Cobertura or LCOV
         * @param artifacts globs of files to keep
         */
        public record Results(List<String> tests, List<String> coverage, List<String> artifacts) {
            public static final Results NONE = new Results(List.of(), List.of(), List.of());

            /** A server of an earlier version does not ask for coverage. */
            public Results {
                coverage = coverage == null ? List.of() : coverage;
            }
        }

        /**
         * What is kept between builds.
         *
         * @param cache the folder of caches to write, such as {@code "7/branch/ORD-2-x"}
         * @param cacheSeed the folder that a new cache starts as a copy of; null for none
         * @param kept what the plan keeps under a key
         */
        public record Caches(String cache, @Nullable String cacheSeed, List<Kept> kept) {
            /** An older server names none. */
            public Caches {
                kept = kept == null ? List.of() : kept;
            }

            public Caches(String cache, @Nullable String cacheSeed) {
                this(cache, cacheSeed, List.of());
            }
        }

        /**
         * Files and folders of the workspace that the next job finds whose key is the same.
         *
         * @param name the first part of the key
         * @param files globs of the files whose contents are the rest of it
         * @param paths what is kept, without wildcards
         */
        public record Kept(String name, List<String> files, List<String> paths) {}

        /**
         * What is around the steps.
         *
         * @param network whether they reach it
         * @param bounds what they ask for of their agent's machine, no more than it gives
         * @param image the container's image that they run in; null for the agent's own sandbox
         * @param services what runs beside them, in the image's network
         * @param place where in a cluster they run; null for anywhere
         */
        public record Surroundings(
                boolean network,
                Bounds bounds,
                @Nullable String image,
                List<Service> services,
                @Nullable Place place) {
            public static final Surroundings USUAL =
                    new Surroundings(true, Bounds.OF_AGENT, null, List.of(), null);

            public Surroundings(
                    boolean network,
                    Bounds bounds,
                    @Nullable String image,
                    List<Service> services) {
                this(network, bounds, image, services, null);
            }

            /** Jobs queued by an earlier version do not say it. */
            public Surroundings {
                bounds = bounds == null ? Bounds.OF_AGENT : bounds;
                services = services == null ? List.of() : services;
            }
        }

        /**
         * A container that runs beside the steps.
         *
         * @param port on which it listens when it is ready
         * @param ready a command for its own shell that ends with 0 when it is; null for none
         * @param writes its folders that it writes, besides those that its image names
         */
        public record Service(
                String name,
                String image,
                Map<String, String> environment,
                int port,
                @Nullable String ready,
                List<String> writes) {}

        /**
         * Where in a cluster a job runs.
         *
         * @param cpu the cores to keep for it, such as {@code 2} or {@code 500m}; empty for any
         * @param nodes the labels that its node must have
         */
        public record Place(String cpu, Map<String, String> nodes) {}

        /**
         * What the steps may take.
         *
         * @param timeoutSeconds for all of them together
         * @param logLimit bytes of log, after which the job is stopped
         */
        public record Limits(int timeoutSeconds, long logLimit) {
            private static final long USUAL_LOG = 256L << 20;

            /** So many minutes, and as much log as any job may write. */
            public static Limits ofMinutes(int minutes) {
                return new Limits(minutes * 60, USUAL_LOG);
            }
        }
    }

    /**
     * Writes to Nagios's command file, without waiting for a Nagios that does not read it.
     *
     * @param commands one a line, each with the time at which it was meant
     * @param reach the way to the machine on which Nagios runs; null where it is the agent's own
     */
    record NagiosCommands(String file, List<String> commands, @Nullable Reach reach)
            implements JobSpec {
        /** On the agent's own machine. */
        public NagiosCommands(String file, List<String> commands) {
            this(file, commands, null);
        }
    }

    /**
     * Runs one command of a deployment on a host's folder, under the fenced wrapper. The bytes to
     * install are fetched first, when the step needs them, and verified against the digest.
     *
     * @param name the step: install, stop, start, verify
     * @param folder absolute; for a command that is of no host below the agent's own work folder
     * @param environment FAIRLEAD_VERSION, FAIRLEAD_HOST, … without FAIRLEAD_ARTIFACT, which the
     *     agent adds as the path of the fetched file
     * @param keepOut the host's seats, which are out of their pools before the command begins and
     *     stay out while it runs, whatever their balancers forget
     * @param reach how the host is reached; null where it is the agent's own machine
     */
    record RunHostStep(
            String name,
            String host,
            String folder,
            String command,
            Map<String, String> environment,
            @Nullable Artifact artifact,
            int timeoutSeconds,
            List<Seat> keepOut,
            @Nullable Reach reach)
            implements JobSpec {
        /**
         * A variable that asks for the files of the job's commit, as a tar; the agent fills in its
         * place.
         */
        public static final String CHECKOUT = "FAIRLEAD_CHECKOUT_TAR";

        /** An older server does not say which seats. */
        public RunHostStep {
            keepOut = keepOut == null ? List.of() : keepOut;
        }

        /** On the agent's own machine. */
        public RunHostStep(
                String name,
                String host,
                String folder,
                String command,
                Map<String, String> environment,
                @Nullable Artifact artifact,
                int timeoutSeconds,
                List<Seat> keepOut) {
            this(name, host, folder, command, environment, artifact, timeoutSeconds, keepOut, null);
        }

        /** Of a host without a seat, on the agent's own machine. */
        public RunHostStep(
                String name,
                String host,
                String folder,
                String command,
                Map<String, String> environment,
                @Nullable Artifact artifact,
                int timeoutSeconds) {
            this(name, host, folder, command, environment, artifact, timeoutSeconds, List.of());
        }

        /** The same, where the way leads. */
        public RunHostStep reachedBy(@Nullable Reach way) {
            return with(folder, keepOut, way);
        }

        /** The same in another folder. */
        public RunHostStep in(String other) {
            return with(other, keepOut, reach);
        }

        /** Whether it brings bytes that may be there already, and does nothing else. */
        public boolean fetchesOnly() {
            return command.isBlank();
        }

        @Override
        public boolean standsAlone() {
            return fetchesOnly();
        }

        @Override
        public boolean endsStage() {
            return fetchesOnly();
        }

        /** The same command on a host that may be in a pool. */
        public RunHostStep inItsPool() {
            return with(folder, List.of(), reach);
        }

        private RunHostStep with(String where, List<Seat> out, @Nullable Reach way) {
            return new RunHostStep(
                    name, host, where, command, environment, artifact, timeoutSeconds, out, way);
        }

        /** The bytes: file name, SHA-256, size. */
        public record Artifact(String name, String sha256, long size) {}
    }

    /**
     * Asks a host what is true: the digest of the installed file, which process holds it and since
     * when, what version its endpoint answers; and the journal's last lines.
     *
     * @param file path below the folder; null to look for any file with the digest
     * @param versionUrl where the running process tells its version; null when it does not
     * @param bar whether the folder refuses steps of earlier fences from now on, so that the answer
     *     stays true
     * @param fence of the command that the journal is asked for; null for its last
     * @param expected without which a job that follows is not begun; null for no matter what
     */
    record ObserveHost(
            String host,
            String folder,
            @Nullable String file,
            @Nullable String sha256,
            @Nullable String versionUrl,
            boolean bar,
            @Nullable Reach reach,
            @Nullable Long fence,
            @Nullable Expectation expected)
            implements JobSpec {
        /** On the agent's own machine. */
        public ObserveHost(
                String host,
                String folder,
                @Nullable String file,
                @Nullable String sha256,
                @Nullable String versionUrl,
                boolean bar) {
            this(host, folder, file, sha256, versionUrl, bar, null, null, null);
        }

        /** The same, about the command that ran under a fence. */
        public ObserveHost about(@Nullable Long command) {
            return new ObserveHost(
                    host, folder, file, sha256, versionUrl, bar, reach, command, expected);
        }

        /** The same of another folder. */
        public ObserveHost in(String other) {
            return new ObserveHost(
                    host, other, file, sha256, versionUrl, bar, reach, fence, expected);
        }

        /** The same, where the way leads. */
        public ObserveHost reachedBy(@Nullable Reach way) {
            return new ObserveHost(
                    host, folder, file, sha256, versionUrl, bar, way, fence, expected);
        }

        /** One host's answer keeps nobody from asking the next, where nothing is expected of it. */
        @Override
        public boolean leadsOn(Outcome outcome) {
            return expected == null
                    || (outcome instanceof Outcome.HostObserved told
                            && expected.against(host, told).isEmpty());
        }

        @Override
        public boolean standsAlone() {
            return expected == null && !bar;
        }

        @Override
        public boolean endsStage() {
            return expected != null;
        }

        /** The same, where what follows needs this answer. */
        public ObserveHost expecting(Expectation answer) {
            return new ObserveHost(
                    host, folder, file, sha256, versionUrl, bar, reach, fence, answer);
        }
    }

    /**
     * Moves a host in all its pools, reading their state before and after: on every balancer, or
     * the failure names the one that did not answer.
     *
     * @param to drain (wait until no session and no queued request is left on any balancer, then
     *     maint), ready (wait until UP on all), or out (maint at once, of a host that was out
     *     already and whose balancer forgot that)
     * @param mayBeOut how many servers of a backend may be out of the pool at once, this one
     *     included; a drain that would pass it is refused
     * @param timeoutSeconds how long a drain waits for the last session, and ready for UP
     * @param then what a drain does when it has waited that long
     */
    record MoveServer(
            String host, List<Seat> seats, To to, int mayBeOut, int timeoutSeconds, Then then)
            implements JobSpec {
        /** Jobs queued by an earlier version name their balancer in another way. */
        public MoveServer {
            seats = seats == null ? List.of() : seats;
            then = then == null ? Then.GO_ON : then;
        }

        @Override
        public boolean endsStage() {
            return to == To.READY;
        }

        /** Where to. */
        public enum To {
            DRAIN,
            READY,
            OUT
        }

        /** What becomes of sessions that do not end in time. */
        public enum Then {
            /** They are ended. */
            CUT,
            /** The host goes back into its pools as it was, and the drain has failed. */
            STOP,
            /** They are left to end when they end, and the drain is done. */
            GO_ON
        }
    }

    /**
     * Reads what balancers know of their servers and of the requests that they took, and changes
     * nothing.
     *
     * @param of the environment, for people
     */
    record LookAtBalancers(String of, List<Balancer> balancers) implements JobSpec {}

    /**
     * Looks whether a host could be deployed to, and changes nothing: connection, folder, programs,
     * port, balancer.
     *
     * @param seats the host's, one behind each balancer
     * @param reach how the host is reached; null where it is the agent's own machine
     * @param needs what a deployment that is about to begin will need; null to look only
     */
    record TryHost(
            String host,
            String folder,
            String address,
            int port,
            List<Seat> seats,
            @Nullable Reach reach,
            @Nullable Needs needs)
            implements JobSpec {
        /** Jobs queued by an earlier version name their balancer in another way. */
        public TryHost {
            seats = seats == null ? List.of() : seats;
        }

        /**
         * @param megabytes that must be free where the folder is
         * @param java the version of Java that must be in the path, or a later one; 0 for none
         */
        public record Needs(long megabytes, int java) {}
    }

    /**
     * Runs Ansible's playbook out of the job's commit, for a whole environment, where its agent
     * runs. What each host does of each task is told while it runs.
     *
     * @param artifact the bytes to install, laid where the playbook finds them
     */
    record RunPlay(Play play, RunHostStep.Artifact artifact, int timeoutSeconds)
            implements JobSpec {}

    /**
     * Looks whether what runs is as it should be: the checks in order, until one has failed for its
     * time. Only commands touch the host's folder.
     *
     * @param name the step: verify, settle
     * @param host empty for what is of no host alone
     * @param environment what commands see
     * @param keepOut where the host must get no requests meanwhile
     * @param reach how the host is reached; null where it is the agent's own machine
     */
    record CheckHost(
            String name,
            String host,
            String folder,
            List<Check> checks,
            Map<String, String> environment,
            List<Seat> keepOut,
            @Nullable Reach reach)
            implements JobSpec {
        /** On the agent's own machine. */
        public CheckHost(
                String name,
                String host,
                String folder,
                List<Check> checks,
                Map<String, String> environment,
                List<Seat> keepOut) {
            this(name, host, folder, checks, environment, keepOut, null);
        }

        /** The same, where the way leads. */
        public CheckHost reachedBy(@Nullable Reach way) {
            return new CheckHost(name, host, folder, checks, environment, keepOut, way);
        }
    }
}
