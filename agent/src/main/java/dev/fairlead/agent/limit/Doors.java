package dev.fairlead.agent.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.fairlead.agent.Launcher.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a process comes into a job's groups and becomes the job's command there. */
final class Doors {
    /**
     * Enters the groups and offers itself first when the machine's memory runs out. The kernel lets
     * a process into a group after milliseconds of waiting, so all but the last are entered
     * meanwhile.
     */
    private static final String ENTER =
            """
            entering=
            while [ "$1" != -- ]; do
                if [ "$2" = -- ]; then
                    echo $$ > "$1" || exit 126
                else
                    (echo $$ > "$1") &
                    entering="$entering $!"
                fi
                shift
            done
            shift
            for one in $entering; do wait "$one" || exit 126; done
            echo 1000 > /proc/self/oom_score_adj
            """;

    /** May write no file that is larger than all may be together. */
    private static final String BECOME =
            """
            ulimit -f "$1" || exit 126
            input=$2
            shift 2
            [ "$input" = aside ] && exec "$@" %d<&0 </dev/null
            exec "$@"
            """
                    .formatted(Command.ASIDE);

    /**
     * Reads a list of arguments, each after the number of its lines: no byte more, for what follows
     * is the command's own input. The first is its folder, then come its variables up to {@code
     * --}. Whoever would have told it more is gone when there is nothing to read.
     */
    private static final String WAIT =
            """
            IFS= read -r arguments || exit 0
            set --
            while [ "$arguments" -gt 0 ]; do
                IFS= read -r lines || exit 126
                argument=
                while [ "$lines" -gt 1 ]; do
                    IFS= read -r line || exit 126
                    argument="$argument$line
            "
                    lines=$((lines - 1))
                done
                IFS= read -r line || exit 126
                set -- "$@" "$argument$line"
                arguments=$((arguments - 1))
            done
            cd "$1" || exit 126
            unset OLDPWD
            shift
            while [ "$1" != -- ]; do
                export "$1"
                shift
            done
            shift
            """;

    /** A shell reads byte by byte. */
    private static final int MOST_TOLD = 16 * 1024;

    private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";

    /** What a shell counts the size of files in. */
    private static final int BLOCK = 512;

    private Doors() {}

    /** The arguments that start the command in the groups. */
    static List<String> enter(JobGroup group, long disk, Command command) {
        var all = shell(ENTER + BECOME, group);
        all.addAll(become(command, disk));
        return List.copyOf(all);
    }

    /** The arguments that start a shell in the groups, which waits for what it is told. */
    static List<String> wait(JobGroup group) {
        return List.copyOf(shell(ENTER + WAIT + BECOME, group));
    }

    private static List<String> shell(String program, JobGroup group) {
        var all = new ArrayList<>(List.of("/bin/sh", "-c", program, "sh"));
        group.doors().stream().map(Path::toString).forEach(all::add);
        all.add("--");
        return all;
    }

    /** What tells a waiting shell to become the command; empty where it cannot be told. */
    static Optional<byte[]> told(Command command, long disk) {
        var all = new ArrayList<String>();
        all.add(command.folder().toString());
        for (var variable : command.environment().entrySet()) {
            if (!variable.getKey().matches(VARIABLE)) {
                return Optional.empty();
            }
            all.add(variable.getKey() + "=" + variable.getValue());
        }
        all.add("--");
        all.addAll(become(command, disk));
        var text = new StringBuilder().append(all.size()).append('\n');
        for (var argument : all) {
            var lines = 1 + argument.chars().filter(c -> c == '\n').count();
            text.append(lines).append('\n').append(argument).append('\n');
        }
        var bytes = text.toString().getBytes(UTF_8);
        return bytes.length > MOST_TOLD ? Optional.empty() : Optional.of(bytes);
    }

    private static List<String> become(Command command, long disk) {
        var all = new ArrayList<String>();
        all.add(Long.toString(disk / BLOCK + 1));
        all.add(command.aside() ? "aside" : "");
        all.addAll(command.arguments());
        return all;
    }
}
