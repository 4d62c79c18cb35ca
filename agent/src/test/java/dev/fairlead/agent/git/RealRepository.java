package dev.fairlead.agent.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A repository of the real git, to check out from. */
record RealRepository(Path folder) {
    static RealRepository init(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var repository = new RealRepository(folder);
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    /** Writes a file and commits it; gives the commit. */
    String commit(String file, String content) throws IOException, InterruptedException {
        var path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        git("add", "-A");
        return commit();
    }

    String commit() throws IOException, InterruptedException {
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "Change");
        return git("rev-parse", "HEAD");
    }

    /** As if there were a submodule of that address, without asking for it. */
    void link(String path, String address, String commit) throws IOException, InterruptedException {
        var modules = folder.resolve(".gitmodules");
        var before = Files.exists(modules) ? Files.readString(modules) : "";
        var section = "[submodule \"%s\"]\n\tpath = %s\n\turl = %s\n";
        Files.writeString(modules, before + section.formatted(path, path, address));
        git("add", ".gitmodules");
        git("update-index", "--add", "--cacheinfo", "160000," + commit + "," + path);
    }

    String git(String... arguments) throws IOException, InterruptedException {
        return git(folder, arguments);
    }

    static String git(Path folder, String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(arguments) + ": " + said);
        }
        return said.strip();
    }
}
