package dev.fairlead.agent.build;

import dev.fairlead.agent.Launcher;
import dev.fairlead.agent.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * No enclosure at all: a process of the agent's own user in a fresh workspace, for machines where
 * nothing else works and whose every pipeline is trusted. It sees what the agent sees.
 */
final class PlainProcess implements Enclosure {
    private final boolean pod;

    /**
     * @param pod whether the agent itself runs in a container that is this one job's
     */
    PlainProcess(boolean pod) {
        this.pod = pod;
    }

    boolean isPod() {
        return pod;
    }

    @Override
    public String words() {
        return pod ? "a pod of its own" : "none: a plain process in a fresh workspace";
    }

    @Override
    public Launcher.Command command(Steps job, String script, Duration timeout) {
        return new Launcher.Command(
                List.of("/bin/sh", "-e", "-c", script),
                job.folders().workspace(),
                environment(job),
                timeout);
    }

    private static Map<String, String> environment(Steps job) {
        var environment = new HashMap<String, String>();
        environment.put("CI", "true");
        environment.put("FAIRLEAD", "true");
        environment.put("HOME", job.folders().home().toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("LANG", "C.UTF-8");
        environment.put("PATH", Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin"));
        environment.put("TMPDIR", job.folders().temporary().toString());
        environment.putAll(job.variables());
        return Map.copyOf(environment);
    }

    /** The sandbox binds caches below the home; here they are links. */
    @Override
    public void prepare(JobFolders folders) throws IOException {
        for (var cache : folders.caches().entrySet()) {
            Files.createSymbolicLink(folders.home().resolve(cache.getKey()), cache.getValue());
        }
    }

    @Override
    public Watch watch(Steps job) {
        return new ByEnvironment(job);
    }

    /**
     * No namespace ends with a step. Where there is no control group either, its daemons are known
     * by the environment that they were born with.
     */
    private record ByEnvironment(Steps job) implements Watch {
        @Override
        public Process start(Launcher.Command command) throws IOException {
            return job.guard().start(command);
        }

        @Override
        public String passed(Process process) throws IOException {
            return job.guard().passed(process);
        }

        @Override
        public void end(Process process) {
            job.guard().end(process);
            ProcessHandle.allProcesses()
                    .filter(this::isOfJob)
                    .forEach(ProcessHandle::destroyForcibly);
        }

        private boolean isOfJob(ProcessHandle process) {
            try {
                var file = Path.of("/proc", Long.toString(process.pid()), "environ");
                var born = Files.readString(file, StandardCharsets.ISO_8859_1);
                return ("\0" + born).contains("\0TMPDIR=" + job.folders().temporary() + "\0");
            } catch (IOException _) {
                // Somebody else's, or gone.
                return false;
            }
        }
    }
}
