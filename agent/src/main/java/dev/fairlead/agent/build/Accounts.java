package dev.fairlead.agent.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sandbox's own lists of users and groups: whoever the agent runs as is called "build" there
 * and lives in the job's home, where Java looks for a user's files.
 */
final class Accounts {
    private Accounts() {}

    static List<String> arguments(Path folder) throws IOException {
        Files.createDirectories(folder);
        var user = Files.getAttribute(folder, "unix:uid");
        var group = Files.getAttribute(folder, "unix:gid");
        var home = Sandbox.HOME;
        var users =
                """
                build:x:%s:%s:build:%s:/bin/sh
                nobody:x:65534:65534:nobody:/nonexistent:/bin/false
                """
                        .formatted(user, group, home);
        var groups = "build:x:%s:\nnogroup:x:65534:\n".formatted(group);
        return List.of(
                "--ro-bind",
                Files.writeString(folder.resolve("passwd"), users).toString(),
                "/etc/passwd",
                "--ro-bind",
                Files.writeString(folder.resolve("group"), groups).toString(),
                "/etc/group");
    }
}
