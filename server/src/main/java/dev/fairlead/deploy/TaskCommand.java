package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The command line of a task for {@code sh}: a value, nothing else. */
final class TaskCommand {
    private static final List<String> PUPPET =
            List.of("--detailed-exitcodes", "--color=false", "--summarize");
    private static final List<String> ONCE_FROM_SERVER =
            List.of(
                    "--onetime",
                    "--no-daemonize",
                    "--no-splay",
                    "--no-usecacheonfailure",
                    "--verbose");

    /**
     * Unpacks the commit's files, which the agent brought as a tar, for as long as the command
     * runs. What a killed one left is removed: no two run in a folder at once.
     */
    private static final String CHECKOUT =
            """
            rm -rf "$FAIRLEAD_FOLDER"/.fairlead/checkout.*
            FAIRLEAD_CHECKOUT=$(mktemp -d "$FAIRLEAD_FOLDER/.fairlead/checkout.XXXXXX") || exit 73
            trap 'rm -rf "$FAIRLEAD_CHECKOUT"' EXIT
            tar --no-same-owner -xf "$FAIRLEAD_CHECKOUT_TAR" -C "$FAIRLEAD_CHECKOUT" || exit 73
            export FAIRLEAD_CHECKOUT
            """;

    private static final String IN_CHECKOUT = "cd \"$FAIRLEAD_CHECKOUT\" || exit 73\n";

    private TaskCommand() {}

    static String of(Task task) {
        var checkout = task.checkout() != null;
        var command =
                switch (task.work()) {
                    case Task.Script(String line) -> line;
                    case Task.Puppet puppet -> puppet(puppet, checkout);
                };
        return checkout ? CHECKOUT + "(\n" + command + "\n)" : command;
    }

    /** Its exit code 2 says that something was changed, which is what it was run for. */
    private static String puppet(Task.Puppet puppet, boolean inCheckout) {
        var words = new ArrayList<String>();
        words.add(puppet.manifest() == null ? "agent" : "apply");
        words.addAll(PUPPET);
        if (puppet.noop()) {
            words.add("--noop");
        }
        if (puppet.manifest() == null) {
            words.addAll(ONCE_FROM_SERVER);
        } else if (inCheckout) {
            words.add("--modulepath=modules");
            words.add("./" + puppet.manifest());
        } else {
            words.add(puppet.manifest());
        }
        return """
        PATH=$PATH:/opt/puppetlabs/bin
        %spuppet %s
        code=$?
        [ $code -ne 2 ] || exit 0
        exit $code\
        """
                .formatted(
                        inCheckout ? IN_CHECKOUT : "",
                        words.stream().map(TaskCommand::quoted).collect(Collectors.joining(" ")));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
