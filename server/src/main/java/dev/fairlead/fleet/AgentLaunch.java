package dev.fairlead.fleet;

import dev.fairlead.platform.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How an agent of this server's own is started: a small JVM that knows nothing of the server. */
record AgentLaunch(Settings settings, String pool, Path token) {
    /** Of all that the server is made of, what an agent needs. */
    private static final Pattern PARTS =
            Pattern.compile(
                    "(^|/)(agent|protocol|picocli|jackson|commons|jspecify|sshd|slf4j|jcl)-[^/]*\\.jar"
                            + "|(agent|protocol)/target/classes");

    /**
     * Where an agent of builds shall leave what the JVM learnt about its start; see bin/fairlead.
     */
    private static final String RECORD = "fairlead.agent.record";

    /** Builds share this machine's cores; hosts are mostly waited for. */
    private static final String BUILDS_AT_ONCE = "2";

    private static final String HOSTS_AT_ONCE = "4";

    Process start() throws IOException {
        var work = folder().resolve(pool);
        Files.createDirectories(work);
        var builder =
                new ProcessBuilder(command(work))
                        .directory(work.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output().toFile());
        builder.environment().clear();
        builder.environment().putAll(environment(System.getenv()));
        return builder.start();
    }

    /** Where it says what it has to say. */
    Path output() {
        return folder().resolve(pool + ".log");
    }

    private List<String> command(Path work) {
        var classPath = classPath(System.getProperty("java.class.path"));
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(learnt(classPath));
        command.addAll(line(work, classPath));
        if (settings.tlsCertificate() != null) {
            command.addAll(List.of("--trust", settings.tlsCertificate().toString()));
        }
        return command;
    }

    private List<String> learnt(String classPath) {
        var record = System.getProperty(RECORD);
        return record != null && pool.equals(Jobs.BUILD_POOL)
                ? List.of("-XX:AOTCacheOutput=" + record)
                : recorded(classPath);
    }

    /** An agent's classes as they lie in memory, for a start with them. */
    static List<String> recorded(String classPath) {
        var cache = Path.of(classPath.split(File.pathSeparator)[0]).resolveSibling("agent.aot");
        return Files.isRegularFile(cache)
                ? List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    private List<String> line(Path work, String classPath) {
        return List.of(
                "-Xms4m",
                "-Xmx64m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:ReservedCodeCacheSize=16m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=25",
                "-XX:TrimNativeHeapInterval=10000",
                "-cp",
                classPath,
                "dev.fairlead.agent.AgentCommand",
                "--url",
                url(),
                "--name",
                LocalAgents.NAME,
                "--work",
                work.toString(),
                "--hide",
                settings.data().toString(),
                "--hide",
                settings.shared().toString(),
                "--executors",
                pool.equals(Jobs.DEPLOY_POOL) ? HOSTS_AT_ONCE : BUILDS_AT_ONCE,
                "--until-input-ends");
    }

    static String classPath(String ours) {
        return Arrays.stream(ours.split(File.pathSeparator))
                .filter(part -> PARTS.matcher(part).find())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Nothing of ours but what programs need to be found; above all none of our secrets. */
    private Map<String, String> environment(Map<String, String> ours) throws IOException {
        return Map.of(
                "FAIRLEAD_AGENT_TOKEN",
                Files.readString(token).strip(),
                "PATH",
                Objects.requireNonNullElse(ours.get("PATH"), "/usr/bin:/bin"),
                "HOME",
                Objects.requireNonNullElse(ours.get("HOME"), "/"),
                "LANG",
                "C.UTF-8");
    }

    /** Our own address; over TLS the name that the certificate holds. */
    private String url() {
        if (settings.tlsCertificate() != null) {
            return settings.baseUrl().toString();
        }
        var everywhere = settings.bind().equals("0.0.0.0") || settings.bind().equals("::");
        return "http://%s:%d"
                .formatted(everywhere ? "127.0.0.1" : settings.bind(), settings.httpPort());
    }

    private Path folder() {
        return settings.data().resolve("agents");
    }
}
