package dev.fairlead.agent.play;

import dev.fairlead.protocol.Reach;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What ssh is told of one host and of those through which it is reached: a file of its own for
 * each, so that nobody's own settings count and no host shows another's key.
 */
final class SshSettings {
    private SshSettings() {}

    /**
     * @param known the file of {@link #known}
     * @param keys where the key of a secret's name lies
     */
    static String of(Reach reach, Path known, Function<String, Path> keys) {
        var ways = reach.chain();
        var text = new StringBuilder();
        var names = new ArrayList<String>();
        for (int i = 1; i < ways.size(); i++) {
            var jump = ways.get(i);
            names.add("fairlead-jump-" + i);
            text.append("Host fairlead-jump-").append(i).append('\n');
            line(text, "HostName", jump.address());
            line(text, "Port", jump.port());
            line(text, "User", jump.user());
            line(text, "IdentityFile", quoted(keys.apply(jump.key())));
            line(text, "ProxyJump", i + 1 < ways.size() ? "fairlead-jump-" + (i + 1) : "none");
        }
        text.append("Host *").append(except(names)).append('\n');
        line(text, "IdentityFile", quoted(keys.apply(reach.key())));
        line(text, "ProxyJump", names.isEmpty() ? "none" : names.getFirst());
        text.append("Host *\n");
        line(text, "IdentitiesOnly", "yes");
        line(text, "IdentityAgent", "none");
        line(text, "BatchMode", "yes");
        line(text, "PasswordAuthentication", "no");
        line(text, "StrictHostKeyChecking", "yes");
        line(text, "UserKnownHostsFile", quoted(known));
        line(text, "GlobalKnownHostsFile", "/dev/null");
        line(text, "ConnectTimeout", 10);
        return text.toString();
    }

    /** What the host and those before it must show, as {@code known_hosts} has it. */
    static String known(Reach reach) {
        return reach.chain().stream()
                .map(one -> place(one) + " " + one.hostKey() + "\n")
                .collect(Collectors.joining());
    }

    private static String place(Reach reach) {
        return reach.port() == 22 ? reach.address() : "[" + reach.address() + "]:" + reach.port();
    }

    private static String except(List<String> names) {
        return names.stream().map(name -> " !" + name).collect(Collectors.joining());
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append("  ").append(name).append(' ').append(value).append('\n');
    }

    private static String quoted(Path path) {
        return "\"" + path.toString().replace("%", "%%") + "\"";
    }
}
