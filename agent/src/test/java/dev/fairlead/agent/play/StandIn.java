package dev.fairlead.agent.play;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A bare repository that looks like Ansible's: {@code bin/ansible-playbook} and a {@code lib}. It
 * says so and becomes the machine's own, because the whole of Ansible is not there to be fetched.
 */
final class StandIn {
    private StandIn() {}

    static Path in(Path bare) throws Exception {
        var tree = Files.createDirectories(bare.resolveSibling("stand-in"));
        Files.createDirectories(tree.resolve("bin"));
        Files.createDirectories(tree.resolve("lib"));
        Files.writeString(tree.resolve("lib/stand_in.py"), "WORDS = 'with its own lib'\n");
        Files.writeString(
                tree.resolve("bin/ansible-playbook"),
                """
                import os, sys
                import stand_in
                print("the stand-in, " + stand_in.WORDS, flush=True)
                del os.environ["PYTHONPATH"]
                os.execv("/usr/bin/ansible-playbook", sys.argv)
                """);
        git(tree, "init", "-q");
        git(tree, "add", ".");
        git(tree, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "stand in");
        git(tree, "clone", "-q", "--bare", tree.toString(), bare.toString());
        return bare;
    }

    static String commit(Path bare) throws Exception {
        return git(bare, "rev-parse", "HEAD").strip();
    }

    private static String git(Path folder, String... arguments) throws Exception {
        var line = new ArrayList<>(List.of("git"));
        line.addAll(List.of(arguments));
        var process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        return said;
    }
}
