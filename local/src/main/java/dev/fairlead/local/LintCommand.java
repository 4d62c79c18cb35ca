package dev.fairlead.local;

import dev.fairlead.plan.Plan;
import dev.fairlead.plan.PlanError;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fairlead lint}: reads a plan as the server would, and says what it would say. */
@Command(
        name = "lint",
        mixinStandardHelpOptions = true,
        description = "Reads a fairlead.yml as the server does and says what is wrong with it.",
        footer = {
            "",
            "Prints file:line:column: and a sentence, and ends with 1, where the server",
            "would refuse the file. Files that it includes are looked for beside it."
        })
public final class LintCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = Plan.FILE,
            description = "The file to read (${DEFAULT-VALUE}).")
    private Path file = Path.of(Plan.FILE);

    static void main(String[] arguments) {
        System.exit(new CommandLine(new LintCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            var plan = PlanFile.read(file);
            Say.line(
                    "%s: %s for a commit, %s for a release"
                            .formatted(
                                    file, jobs(plan.build().size()), jobs(plan.release().size())));
            return CommandLine.ExitCode.OK;
        } catch (PlanError e) {
            Say.error(PlanFile.sentence(file, e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private static String jobs(int count) {
        return count == 1 ? "1 job" : count + " jobs";
    }
}
