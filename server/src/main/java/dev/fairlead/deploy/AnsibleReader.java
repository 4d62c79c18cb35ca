package dev.fairlead.deploy;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Reach;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads and writes {@code ansible}. */
final class AnsibleReader {
    private static final int MOST_VARIABLES = 100;
    private static final int LONGEST_VALUE = 4_000;
    private static final Set<String> KEYS =
            Set.of(
                    "repository",
                    "commit",
                    "playbook",
                    "agent",
                    "from",
                    "variables",
                    "tags",
                    "limit",
                    "forks",
                    "vaultPassword",
                    "timeout");

    private AnsibleReader() {}

    static @Nullable Ansible read(Fields fields) {
        var ansible = fields.optionalObject("ansible", KEYS);
        return ansible == null ? null : ansible(ansible);
    }

    /** None: the playbook does all that the hosts' turns would do. */
    static Definition.Steps steps(Fields definition, Set<String> known) {
        var given = definition.optionalObject("steps", known);
        for (var name : known) {
            if (given != null && given.optional(name) != null) {
                throw given.refused(name, "the playbook of ansible does this");
            }
        }
        for (var name : List.of("strategy", "rolling", "drain")) {
            if (definition.optional(name) != null) {
                throw definition.refused(name, "the playbook of ansible decides this");
            }
        }
        return new Definition.Steps(null, null, null, null);
    }

    /** What Ansible's ssh is to hold a host against must be its key; it knows no fingerprints. */
    static void requireWholeKeys(Definition definition) {
        if (definition.ansible() == null) {
            return;
        }
        for (int i = 0; i < definition.hosts().size(); i++) {
            var last = Reaches.of(definition, definition.hosts().get(i));
            for (var way : last == null ? List.<Reach>of() : last.chain()) {
                if (way.hostKey().startsWith("SHA256:")) {
                    throw Problem.invalid(
                            "hosts[" + i + "].hostKey",
                            "hosts[%d].hostKey: with ansible the whole key of %s:%d is needed, \"ssh-ed25519 AAAA…\", for its ssh knows no fingerprints, was \"%s\". Try the hosts: the trial shows it."
                                    .formatted(i, way.address(), way.port(), way.hostKey()));
                }
            }
        }
    }

    /** A host of another machine must not be taken for the controller's own. */
    private static void requireOwnHosts(Definition definition, Ansible ansible) {
        for (int i = 0; i < definition.hosts().size(); i++) {
            var host = definition.hosts().get(i);
            var agent = host.agent();
            if (host.connection() == null && !agent.equals(ansible.agent())) {
                throw Problem.invalid(
                        "hosts[" + i + "].agent",
                        "hosts[%d].agent: Ansible runs on agent \"%s\", and a host without a connection is a folder of that machine, was \"%s\"."
                                .formatted(i, ansible.agent(), agent));
            }
        }
    }

    static void requireWhole(Definition definition) {
        requireOwnHosts(definition, Objects.requireNonNull(definition.ansible()));
        if (definition.prefetch()) {
            throw Problem.invalid(
                    "prefetch",
                    "prefetch: with ansible the playbook brings a release to its hosts.");
        }
        if (!definition.verification().hosts().isEmpty()) {
            throw Problem.invalid(
                    "verification.hosts",
                    "verification.hosts: belongs to the hosts' turns, and with ansible there are"
                            + " none. verification.end is looked at after the playbook.");
        }
        for (var hook : definition.hooks().commands().keySet()) {
            if (hook != StepName.BEFORE_DEPLOYMENT && hook != StepName.AFTER_DEPLOYMENT) {
                throw Problem.invalid(
                        "hooks",
                        "hooks: with ansible there are beforeDeployment and afterDeployment only.");
            }
        }
    }

    private static Ansible ansible(Fields ansible) {
        return new Ansible(
                Checkout.read(ansible),
                Checkout.path(ansible, "playbook"),
                Objects.requireNonNullElse(
                        ansible.optionalText(
                                "agent",
                                "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}",
                                "must be an agent's name"),
                        "local"),
                source(ansible.optionalObject("from", Set.of("url", "commit"))),
                variables(ansible),
                ansible.list(
                        "tags",
                        20,
                        item ->
                                item.text(
                                        "[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}",
                                        "must be letters, digits and _.-, 64 at most")),
                ansible.optionalText(
                        "limit",
                        "[A-Za-z0-9_*!&][A-Za-z0-9_.*!&:,-]{0,199}",
                        "must be a pattern of hosts: names and groups with * ! & : , between"),
                ansible.number("forks", 1, 50, 5),
                ansible.optionalText(
                        "vaultPassword",
                        "[A-Za-z_][A-Za-z0-9_]{0,63}",
                        "must be the name of a secret"),
                Spans.read(
                        ansible,
                        "timeout",
                        Duration.ofSeconds(1),
                        Duration.ofHours(4),
                        Duration.ofMinutes(30)));
    }

    private static Ansible.@Nullable Source source(@Nullable Fields from) {
        return from == null
                ? null
                : new Ansible.Source(
                        from.text(
                                "url",
                                "(https?|file)://[^@\\x00-\\x20\\x7f]{1,400}",
                                "must be the address of a git repository, https:// or file://,"
                                        + " without a user"),
                        from.text("commit", "[0-9a-f]{40}", "must be the 40 digits of a commit"));
    }

    private static Map<String, Object> variables(Fields ansible) {
        var given = ansible.optional("variables");
        if (given == null) {
            return Map.of();
        }
        if (!given.isObject() || given.size() > MOST_VARIABLES) {
            throw ansible.refused(
                    "variables", "must be an object of at most " + MOST_VARIABLES + " entries");
        }
        var all = new LinkedHashMap<String, Object>();
        for (var name : given.propertyNames()) {
            all.put(checked(name), value(name, given.get(name)));
        }
        return Collections.unmodifiableMap(all);
    }

    /** Connections are Fairlead's to set, or a variable could turn the checks of host keys off. */
    private static String checked(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}") || name.matches("(ansible|fairlead)_.*")) {
            throw Problem.invalid(
                    "ansible.variables",
                    "ansible.variables: \"%s\" must be letters, digits and _, 64 at most, and not begin with ansible_ or fairlead_."
                            .formatted(name));
        }
        return name;
    }

    private static Object value(String name, JsonNode value) {
        if (value.isString() && value.asString().length() <= LONGEST_VALUE) {
            return value.asString();
        }
        if (value.isBoolean()) {
            return value.asBoolean();
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.canConvertToInt() ? (Object) value.asInt() : (Object) value.asLong();
        }
        throw Problem.invalid(
                "ansible.variables." + name,
                "ansible.variables.%s: must be a text of at most %d characters, a whole number, true or false."
                        .formatted(name, LONGEST_VALUE));
    }

    /** In the form that is read. */
    static Map<String, Object> json(Ansible ansible) {
        var json = TaskReader.json(ansible.checkout());
        json.put("playbook", ansible.playbook());
        json.put("agent", ansible.agent());
        if (ansible.from() != null) {
            var from = new LinkedHashMap<String, Object>();
            from.put("url", ansible.from().url());
            from.put("commit", ansible.from().commit());
            json.put("from", from);
        }
        json.put("variables", ansible.variables());
        json.put("tags", ansible.tags());
        if (ansible.limit() != null) {
            json.put("limit", ansible.limit());
        }
        json.put("forks", ansible.forks());
        if (ansible.vaultPassword() != null) {
            json.put("vaultPassword", ansible.vaultPassword());
        }
        json.put("timeout", Spans.word(ansible.timeout()));
        return json;
    }
}
