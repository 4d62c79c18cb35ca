package dev.fairlead.agent.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures again and again what a job's folders hold, beside the job: an ordinary user has no quota
 * of a project to set. It rests five times as long as it measured, and one second at least.
 */
final class DiskMeter implements AutoCloseable {
    private static final Duration REST = Duration.ofSeconds(1);
    private static final int REST_FACTOR = 5;

    private final List<Path> folders;
    private final long before;
    private final Thread thread = Thread.ofPlatform().daemon().name("disk").unstarted(this::run);
    private volatile long bytes;

    /**
     * @param grown folders of which only what they grow from now on counts
     */
    DiskMeter(List<Path> own, List<Path> grown) throws IOException, InterruptedException {
        folders = new ArrayList<>(own);
        folders.addAll(grown);
        before = isEmpty(grown) ? 0 : measure(grown);
    }

    private static boolean isEmpty(List<Path> folders) throws IOException {
        for (var folder : folders) {
            try (var entries = Files.newDirectoryStream(folder)) {
                if (entries.iterator().hasNext()) {
                    return false;
                }
            }
        }
        return true;
    }

    void start() {
        thread.start();
    }

    /** Bytes of disk, as last measured. */
    long bytes() {
        return bytes;
    }

    /** Bytes of disk now; where they are few, no fewer than there are. */
    long measureNow() throws IOException, InterruptedException {
        var few = SmallTree.bytes(folders);
        var now = (few.isPresent() ? few.getAsLong() : measure(folders)) - before;
        bytes = now;
        return now;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        var rest = REST;
        try {
            while (true) {
                Thread.sleep(rest);
                var begin = System.nanoTime();
                measureNow();
                var took = Duration.ofNanos(System.nanoTime() - begin).multipliedBy(REST_FACTOR);
                rest = took.compareTo(REST) > 0 ? took : REST;
            }
        } catch (InterruptedException _) {
            // The job has ended.
        } catch (IOException _) {
            // No program to measure with; the end of each step would say so.
        }
    }

    /** Files vanish under it, which it complains of; the sum of the rest is still the answer. */
    private static long measure(List<Path> folders) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("du", "-x", "-s", "-k", "-c", "--"));
        folders.forEach(folder -> command.add(folder.toString()));
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            process.getOutputStream().close();
            var lines = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor();
            var total = lines.substring(lines.lastIndexOf('\n') + 1).split("\t")[0];
            return 1024 * Long.parseLong(total);
        } catch (NumberFormatException _) {
            throw new IOException("du said nothing of " + folders);
        } finally {
            process.destroyForcibly();
        }
    }
}
