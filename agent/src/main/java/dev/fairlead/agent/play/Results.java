package dev.fairlead.agent.play;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.JobContext;
import dev.fairlead.protocol.TaskRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the listener writes while Ansible runs, and tells the server. */
final class Results implements Runnable {
    private static final long LOOK_MILLIS = 200;
    private static final int LONGEST_LINE = 64 * 1024;

    /** One task on one host. */
    private record Key(int task, String host) {}

    private final Path file;
    private final JobContext job;
    private final Verdict verdict;
    private final JsonMapper json = JsonMapper.builder().build();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Set<Key> told = new HashSet<>();
    private final Thread thread;
    private long read;
    private boolean deaf;

    Results(Path file, JobContext job, Verdict verdict) {
        this.file = file;
        this.job = job;
        this.verdict = verdict;
        thread = Thread.ofVirtual().name("results " + job.job()).start(this);
    }

    /** All that was written has been told, or cannot be. */
    void end() throws InterruptedException {
        ended.countDown();
        thread.join();
    }

    @Override
    public void run() {
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                pass();
            }
            pass();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() throws InterruptedException {
        try {
            var news = new LinkedHashMap<Key, TaskRun>();
            for (var line : lines()) {
                var node = json.readTree(line);
                if (node.has("lost")) {
                    verdict.ended(node.get("lost").valueStream().map(JsonNode::asString).toList());
                } else {
                    add(cleaned(json.treeToValue(node, TaskRun.class)), news);
                }
            }
            tell(new ArrayList<>(news.values()));
        } catch (IOException | JacksonException e) {
            deaf = true; // the play goes on; its end is told by its exit code
        }
    }

    private void add(TaskRun run, Map<Key, TaskRun> news) {
        verdict.add(run);
        var key = new Key(run.task(), run.host());
        if (told.contains(key) || told.size() < TaskRun.MOST) {
            told.add(key);
            news.put(key, run);
        }
    }

    private void tell(List<TaskRun> runs) throws IOException, InterruptedException {
        for (int i = 0; i < runs.size() && !deaf; i += TaskRun.MOST_AT_ONCE) {
            job.ran(List.copyOf(runs.subList(i, Math.min(runs.size(), i + TaskRun.MOST_AT_ONCE))));
        }
    }

    /** What a database does not take, and what somebody else might have written. */
    private static TaskRun cleaned(TaskRun run) {
        return new TaskRun(
                run.task(),
                clean(run.play(), 300),
                clean(run.name(), 300),
                clean(run.host(), 300),
                run.state(),
                run.ignored(),
                clean(run.message(), TaskRun.LONGEST_MESSAGE),
                Math.max(0, run.millis()));
    }

    private static String clean(String text, int longest) {
        var clean = text.replace('\0', '\uFFFD');
        return clean.length() > longest ? clean.substring(0, longest) : clean;
    }

    /** Whole lines only: what is half written comes next time. */
    private List<String> lines() throws IOException {
        if (deaf || !Files.exists(file)) {
            return List.of();
        }
        try (var in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(read);
            var bytes = new byte[(int) Math.min(in.length() - read, 1 << 20)];
            in.readFully(bytes);
            var end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (end == 0 && bytes.length > LONGEST_LINE) {
                throw new IOException("a line that is too long");
            }
            read += end;
            return new String(bytes, 0, end, UTF_8).lines().toList();
        }
    }
}
