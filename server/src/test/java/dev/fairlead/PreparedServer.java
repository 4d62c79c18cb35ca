package dev.fairlead;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;

/**
 * What a server's first start makes, made once for all tests: a data folder with its database, and
 * the JVM's record of the start as {@code fairlead train} makes it. Tests of a first start take an
 * empty folder instead.
 *
 * @param options what the JVM is given to start from the record
 */
record PreparedServer(List<String> options) {
    private static final Path PARENT = Path.of("target").toAbsolutePath();
    private static final Path FOLDER = PARENT.resolve("prepared-server");
    private static final Path DATA = FOLDER.resolve("data");
    private static final Path RECORD = FOLDER.resolve("server.aot");
    private static final List<String> QUIETLY =
            List.of("-XX:AOTCache=" + RECORD, "-Xlog:aot=off", "-Xlog:cds=off");

    /** Only jars can be recorded; with folders of classes the server starts as ever. */
    private static boolean isRecordable(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .allMatch(entry -> entry.endsWith(".jar"));
    }

    /** The one of this class path, made now unless it is there. */
    static PreparedServer of(
            String classPath, List<String> java, Function<Path, Map<String, String>> settings) {
        try {
            return OneAtATime.run(
                    PARENT.resolve("prepared-server.lock"),
                    () -> {
                        var from = FOLDER.resolve("made-from");
                        var now = state(classPath);
                        if (!Files.exists(from) || !Files.readString(from).equals(now)) {
                            FileSystemUtils.deleteRecursively(FOLDER);
                            Files.createDirectories(DATA);
                            make(classPath, java, settings.apply(DATA));
                            Files.writeString(from, now);
                        }
                        return new PreparedServer(isRecordable(classPath) ? QUIETLY : List.of());
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fills an empty folder with what a first start would have made there. */
    void copyTo(Path folder) {
        try {
            run(new ProcessBuilder("cp", "-a", "--reflink=auto", DATA + "/.", folder.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(String classPath, List<String> java, Map<String, String> settings)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(java);
        if (isRecordable(classPath)) {
            command.add("-XX:AOTCacheOutput=" + RECORD);
        }
        command.addAll(List.of("-cp", classPath, "dev.fairlead.FairleadTraining"));
        var builder = new ProcessBuilder(command).directory(FOLDER.toFile());
        builder.environment().putAll(settings);
        run(builder);
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        var output = FOLDER.resolve("output-" + ProcessHandle.current().pid() + ".log");
        var process =
                builder.redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        if (process.waitFor() != 0) {
            throw new IOException(builder.command() + " failed:\n" + Files.readString(output));
        }
    }

    /** Every part with its size and the time of its last change. */
    private static String state(String classPath) {
        var state = new HashMap<String, String>();
        for (var entry : classPath.split(File.pathSeparator)) {
            var file = new File(entry);
            state.put(entry, file.length() + " " + file.lastModified());
        }
        return state.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }
}
