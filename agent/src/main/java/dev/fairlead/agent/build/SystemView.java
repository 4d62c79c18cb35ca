package dev.fairlead.agent.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part of this machine's files that every sandbox shows, read-only: the system's programs and
 * settings, and the JDK. What only its owner may read is hidden even from jobs of an agent that
 * runs as that owner.
 *
 * @param arguments for bubblewrap
 * @param javaHome the JDK that the agent runs on
 * @param roots the folders that are shown
 */
record SystemView(List<String> arguments, Path javaHome, List<Path> roots) {
    private static final List<String> SYSTEM =
            List.of("usr", "bin", "sbin", "lib", "lib32", "lib64", "libx32", "etc", "opt");

    /** Bytes of each folder whose files are memory, which a watch over processes does not see. */
    private static final String MEMORY_FILES = Long.toString(256L << 20);

    static SystemView of(Path own, List<Path> hidden) throws IOException {
        var arguments = new ArrayList<String>();
        var roots = new ArrayList<Path>();
        for (var name : SYSTEM) {
            show(Path.of("/", name), arguments, roots);
        }
        var javaHome = Path.of(System.getProperty("java.home")).toRealPath();
        if (roots.stream().noneMatch(javaHome::startsWith)) {
            show(javaHome, arguments, roots);
        }
        arguments.addAll(List.of("--dev", "/dev", "--proc", "/proc"));
        arguments.addAll(List.of("--tmpfs", "/tmp"));
        for (var memory : List.of("/dev/shm", "/var/tmp", "/run")) {
            arguments.addAll(List.of("--size", MEMORY_FILES, "--tmpfs", memory));
        }
        resolver(arguments, roots);
        hide(hidden, arguments, roots);
        arguments.addAll(Accounts.arguments(own));
        return new SystemView(List.copyOf(arguments), javaHome, List.copyOf(roots));
    }

    private static void show(Path path, List<String> arguments, List<Path> roots)
            throws IOException {
        if (Files.isSymbolicLink(path)) {
            var target = Files.readSymbolicLink(path).toString();
            arguments.addAll(List.of("--symlink", target, path.toString()));
        } else if (Files.isDirectory(path)) {
            arguments.addAll(List.of("--ro-bind", path.toString(), path.toString()));
            roots.add(path);
        }
    }

    /** Some systems keep the list of name servers below /run and link to it. */
    private static void resolver(List<String> arguments, List<Path> roots) throws IOException {
        var file = Path.of("/etc/resolv.conf");
        if (Files.exists(file)) {
            var real = file.toRealPath();
            if (roots.stream().noneMatch(real::startsWith)) {
                arguments.addAll(List.of("--ro-bind", real.toString(), real.toString()));
            }
        }
    }

    private static void hide(List<Path> hidden, List<String> arguments, List<Path> roots)
            throws IOException {
        for (var path : hidden) {
            var real = path.toAbsolutePath().normalize();
            if (Files.isDirectory(real) && roots.stream().anyMatch(real::startsWith)) {
                arguments.addAll(List.of("--tmpfs", real.toString()));
            }
        }
        Files.walkFileTree(Path.of("/etc"), new Private(arguments));
    }

    /** Masks what is not for everybody's eyes. */
    private static final class Private extends SimpleFileVisitor<Path> {
        private final List<String> arguments;

        Private(List<String> arguments) {
            this.arguments = arguments;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
                throws IOException {
            var permissions = Files.getPosixFilePermissions(dir);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)
                    && permissions.contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return FileVisitResult.CONTINUE;
            }
            arguments.addAll(List.of("--tmpfs", dir.toString()));
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (attributes.isRegularFile()
                    && !Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ)) {
                arguments.addAll(List.of("--ro-bind", "/dev/null", file.toString()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }

    /** A path for programs, made of the JDK and of what the sandbox shows. */
    String path() {
        var folders = new ArrayList<String>();
        folders.add(javaHome.resolve("bin").toString());
        var given = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
        for (var folder : given.split(":")) {
            if (folder.startsWith("/") && isShown(Path.of(folder))) {
                folders.add(folder);
            }
        }
        for (var usual : List.of("/usr/local/bin", "/usr/bin", "/bin")) {
            if (!folders.contains(usual)) {
                folders.add(usual);
            }
        }
        return String.join(":", folders);
    }

    private boolean isShown(Path folder) {
        return roots.stream().anyMatch(folder.normalize()::startsWith);
    }
}
