package dev.fairlead.agent.build;

import dev.fairlead.agent.Folders;
import dev.fairlead.protocol.JobSpec.RunBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What build tools keep between builds, apart for every branch that nobody has approved. */
final class Caches {
    private static final Map<String, String> TOOLS =
            Map.of(".m2", "maven", ".gradle", "gradle", ".npm", "npm");
    private static final Duration COPYING = Duration.ofMinutes(5);

    private final Path root;

    Caches(Path root) {
        this.root = root;
    }

    /** The folders to bind, by their name in the job's home. */
    synchronized Map<String, Path> of(RunBuild spec) throws IOException, InterruptedException {
        var cache = folder(spec.cache());
        var seed = spec.cacheSeed();
        if (!Files.exists(cache) && seed != null && Files.isDirectory(folder(seed))) {
            copy(folder(seed), cache);
        }
        var folders = new TreeMap<String, Path>();
        for (var tool : TOOLS.entrySet()) {
            folders.put(tool.getKey(), Files.createDirectories(cache.resolve(tool.getValue())));
        }
        return folders;
    }

    private Path folder(String name) throws IOException {
        var folder = root.resolve(name).normalize();
        if (!folder.startsWith(root) || folder.equals(root)) {
            throw new IOException("\"" + name + "\" is no folder of caches");
        }
        // Beside the caches of branches below it: a branch's name may hold slashes.
        return folder.resolve("=");
    }

    private void copy(Path from, Path to) throws IOException, InterruptedException {
        var half = to.resolveSibling("=copy");
        Folders.delete(half);
        Files.createDirectories(half);
        var process =
                new ProcessBuilder("cp", "-a", "--reflink=auto", "--", from + "/.", half.toString())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        process.getInputStream().readAllBytes();
        if (!process.waitFor(COPYING.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("the caches of " + from + " could not be copied");
        }
        Files.move(half, to, StandardCopyOption.ATOMIC_MOVE);
    }
}
