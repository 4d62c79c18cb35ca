package dev.fairlead.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Real git, real sandbox. */
class RunCommandIT {
    @TempDir private Path folder;
    private Path tree;

    @BeforeEach
    void makesAWorkTree() throws Exception {
        tree = Files.createDirectory(folder.resolve("orders"));
        Files.writeString(
                tree.resolve("fairlead.yml"),
                """
                build:
                  jobs:
                    package:
                      needs: [unit]
                      steps: [{run: cat made.txt}, {run: ls}]
                    unit:
                      environment: {COLOUR: red}
                      secrets: [ORDERS_TOKEN]
                      steps:
                        - run: echo "$COLOUR on $FAIRLEAD_BRANCH" | tee made.txt
                      artifacts: [made.txt]
                    broken: {steps: [{run: exit 3}]}
                    elsewhere: {when: {branches: [other]}, steps: [{run: exit 4}]}
                """);
        Files.writeString(tree.resolve(".gitignore"), "secret\n");
        git("init", "-q", "-b", "main");
        git("add", ".");
        git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "All");
        Files.writeString(tree.resolve("secret"), "hidden");
        Files.writeString(tree.resolve("new.txt"), "not committed");
    }

    @Test
    void runsAJobWithWhatItNeedsOnACopyOfTheWorkTree() throws Exception {
        var printed = run("package");

        assertThat(printed.text())
                .contains(
                        "3 files of " + tree.toRealPath(),
                        "ORDERS_TOKEN is not set: a secret is the server's.",
                        "── unit: echo",
                        "red on main\n",
                        "kept " + folder.resolve("work/kept/1-unit/made.txt").toRealPath() + " (12",
                        "unit: passed",
                        "── package: cat made.txt\nred on main\n",
                        "new.txt",
                        "package: passed")
                .doesNotContain("\nsecret", "broken");
        assertThat(printed.code()).isZero();
        assertThat(tree.resolve("made.txt")).doesNotExist();
    }

    @Test
    void endsWithAFailureWhenOneJobFails() throws Exception {
        var printed = run();

        assertThat(printed.code()).isEqualTo(1);
        assertThat(printed.text())
                .contains(
                        "broken: Step \"exit 3\" ended with exit code 3.",
                        "elsewhere: skipped, runs on branches other only",
                        "package: passed");
    }

    private Printed run(String... jobs) throws Exception {
        var arguments =
                new ArrayList<>(List.of("--folder=" + tree, "--work=" + folder.resolve("work")));
        arguments.addAll(List.of(jobs));
        var command = new CommandLine(new RunCommand()).setCaseInsensitiveEnumValuesAllowed(true);
        return Printed.by(() -> command.execute(arguments.toArray(String[]::new)));
    }

    private void git(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).directory(tree.toFile()).inheritIO().start();
        assertThat(process.waitFor()).isZero();
    }
}
