package dev.fairlead.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the numbers were measured on. */
record Machine(String system, String processor, int cores, long memoryMegabytes) {
    static Machine here() throws IOException {
        return new Machine(
                value(Path.of("/etc/os-release"), "PRETTY_NAME", "=").replace("\"", ""),
                value(Path.of("/proc/cpuinfo"), "model name", ":"),
                Runtime.getRuntime().availableProcessors(),
                Long.parseLong(value(Path.of("/proc/meminfo"), "MemTotal", ":").split(" ")[0])
                        / 1024);
    }

    String sentence() {
        return "%s, %d cores of %s, %,d MB, Java %s"
                .formatted(system, cores, processor, memoryMegabytes, Runtime.version());
    }

    private static String value(Path file, String key, String separator) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(separator) + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
