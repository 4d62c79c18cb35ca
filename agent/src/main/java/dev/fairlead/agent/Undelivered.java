package dev.fairlead.agent;

import dev.fairlead.protocol.Registration.Held;
import dev.fairlead.protocol.Report;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends of jobs that the server has not acknowledged, on disk beside their logs, so that another
 * process of this agent can deliver them. What a deployment did to a host must not be forgotten.
 */
record Undelivered(Path jobs, ServerLink json) {
    private static final String REPORT = "report.json";

    /** A job's end, and the folder that also holds its log. */
    record Entry(long job, Report report, Path folder) {
        Held held() {
            return new Held(job, report.fence());
        }
    }

    /** Keeps a job's end in its folder, synced before it counts. */
    void keep(Path folder, Report report) throws IOException {
        var fresh = folder.resolve(REPORT + ".new");
        Files.writeString(fresh, json.write(report));
        try (var file = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            file.force(true);
        }
        Files.move(fresh, folder.resolve(REPORT), StandardCopyOption.ATOMIC_MOVE);
        try (var directory = FileChannel.open(folder)) {
            directory.force(true);
        }
    }

    List<Entry> all() throws IOException {
        var entries = new ArrayList<Entry>();
        try (var folders = Files.newDirectoryStream(jobs)) {
            for (var folder : folders) {
                var report = folder.resolve(REPORT);
                if (Files.exists(report)) {
                    entries.add(entry(folder, Files.readString(report)));
                }
            }
        }
        return entries;
    }

    private Entry entry(Path folder, String report) {
        var job = Long.parseLong(String.valueOf(folder.getFileName()));
        return new Entry(job, json.read(report, Report.class), folder);
    }
}
