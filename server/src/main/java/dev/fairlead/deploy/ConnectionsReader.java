package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Balancer;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Reach;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the ways to hosts over SSH, and whether hosts and ways name only those that there are. */
final class ConnectionsReader {
    private static final int MOST = 100;
    private static final Set<String> KEYS =
            Set.of("name", "user", "address", "port", "hostKey", "key", "jump", "sudo");
    private static final String USER = "[A-Za-z_][A-Za-z0-9_.-]{0,31}";
    private static final String USER_RULE =
            "must be a user's name: letters, digits and _.-, beginning with a letter or _, 32 at most";
    static final String ADDRESS = "[A-Za-z0-9:][A-Za-z0-9:.-]{0,252}";
    static final String ADDRESS_RULE = "must be a name or address";
    private static final String HOST_KEY =
            "SHA256:[A-Za-z0-9+/]{43}|(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)) [A-Za-z0-9+/]{40,1500}={0,2}( [^\\x00-\\x1f]{0,200})?";
    private static final String HOST_KEY_RULE =
            "must be a host's public key, \"ssh-ed25519 AAAA…\", or its fingerprint, \"SHA256:…\"";
    private static final String KEY = "[A-Za-z_][A-Za-z0-9_]{0,49}";
    private static final String KEY_RULE = "must be the name of a secret";

    private ConnectionsReader() {}

    static List<SshConnection> connections(Fields fields) {
        return fields.list("connections", MOST, item -> connection(item.object(KEYS)));
    }

    private static SshConnection connection(Fields fields) {
        return new SshConnection(
                fields.text("name", DefinitionReader.NAME, DefinitionReader.NAME_RULE),
                fields.text("user", USER, USER_RULE),
                fields.optionalText("address", ADDRESS, ADDRESS_RULE),
                fields.number("port", 1, 65535, 22),
                hostKey(fields),
                fields.text("key", KEY, KEY_RULE),
                fields.optionalText("jump", DefinitionReader.NAME, DefinitionReader.NAME_RULE),
                fields.truth("sudo"));
    }

    /** Of a way or of a host. */
    static @Nullable String hostKey(Fields fields) {
        return fields.optionalText("hostKey", HOST_KEY, HOST_KEY_RULE);
    }

    static void requireKnown(Definition definition) {
        var names = new HashSet<String>();
        var all = definition.connections();
        for (int i = 0; i < all.size(); i++) {
            if (!names.add(all.get(i).name())) {
                throw refused(
                        "connections[" + i + "].name",
                        "must be another for each connection, \""
                                + all.get(i).name()
                                + "\" is twice");
            }
        }
        for (int i = 0; i < all.size(); i++) {
            requireJump(definition, all.get(i), "connections[" + i + "].jump");
        }
        for (int i = 0; i < definition.balancers().size(); i++) {
            requireThrough(definition, definition.balancers().get(i), "balancers[" + i + "]");
        }
        for (int i = 0; i < definition.hosts().size(); i++) {
            var wanted = definition.hosts().get(i).connection();
            if (wanted != null && !names.contains(wanted)) {
                throw refused(
                        "hosts[" + i + "].connection",
                        "there is no connection \"" + wanted + "\" in connections");
            }
        }
    }

    private static void requireJump(Definition definition, SshConnection way, String field) {
        if (way.jump() == null) {
            return;
        }
        var jump = definition.connection(way.jump());
        if (jump == null) {
            throw refused(field, "there is no connection \"" + way.jump() + "\" in connections");
        }
        if (jump.address() == null || jump.jump() != null || jump.sudo()) {
            throw refused(
                    field,
                    "the connection \""
                            + way.jump()
                            + "\" must have an address, and neither a jump of its own nor sudo");
        }
    }

    /**
     * An SSH server opens sockets as the user that logged in; there is nobody to become another.
     */
    private static void requireThrough(Definition definition, Balancer balancer, String at) {
        var name = balancer.through();
        var way = name == null ? null : definition.connection(name);
        if (name != null && way == null) {
            throw refused(
                    at + ".through", "there is no connection \"" + name + "\" in connections");
        }
        if (way != null && (way.address() == null || way.sudo())) {
            throw refused(
                    at + ".through",
                    "the connection \""
                            + name
                            + "\" must have an address, and no sudo: the SSH server opens the balancer's socket as "
                            + way.user());
        }
    }

    /** Whether all that is reached over SSH is known by its key. */
    static void requirePinned(Definition definition) {
        for (int i = 0; i < definition.hosts().size(); i++) {
            var way = Reaches.of(definition, definition.hosts().get(i));
            requirePinned(way, "hosts[" + i + "].hostKey", "here or into the connection");
        }
        for (int i = 0; i < definition.balancers().size(); i++) {
            var way = Reaches.of(definition, definition.balancers().get(i));
            requirePinned(way, "balancers[" + i + "].through", "into the connection");
        }
    }

    private static void requirePinned(@Nullable Reach last, String field, String where) {
        for (var way : last == null ? List.<Reach>of() : last.chain()) {
            if (way.hostKey().isEmpty()) {
                throw refused(
                        field,
                        "%s:%d is not known by its key yet. Try the hosts: the trial shows it. Compare it with what the host itself says (ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and put it %s"
                                .formatted(way.address(), way.port(), where));
            }
        }
    }

    private static Problem refused(String field, String rule) {
        return Problem.invalid(field, field + ": " + rule + ".");
    }
}
