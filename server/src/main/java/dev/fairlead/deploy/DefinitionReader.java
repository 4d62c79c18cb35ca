package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Balancer;
import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.deploy.Definition.Kind;
import dev.fairlead.deploy.Definition.Observe;
import dev.fairlead.deploy.Definition.Promotion;
import dev.fairlead.deploy.Definition.Steps;
import dev.fairlead.problem.Problem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads an environment's definition, strictly. */
final class DefinitionReader {
    private static final Set<String> KEYS =
            Set.of(
                    "kind",
                    "order",
                    "repository",
                    "promotion",
                    "after",
                    "promoters",
                    "balancer",
                    "balancers",
                    "drain",
                    "connections",
                    "preflight",
                    "prefetch",
                    "hosts",
                    "groups",
                    "rolling",
                    "strategy",
                    "steps",
                    "hooks",
                    "variables",
                    "tasks",
                    "ansible",
                    "observe",
                    "verification",
                    "onFailure");
    private static final Set<String> HOST_KEYS =
            Set.of(
                    "name",
                    "agent",
                    "folder",
                    "address",
                    "port",
                    "server",
                    "servers",
                    "group",
                    "variables",
                    "connection",
                    "hostKey");
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";
    static final String NAME_RULE =
            "must be letters, digits and _.-, beginning with a letter or digit, 64 at most";
    static final String COMMAND = "(?s)[^\\x00]*\\S[^\\x00]{0,4000}";
    static final String COMMAND_RULE = "must be a command of at most 4,000 characters";

    private final Fields fields;

    private DefinitionReader(JsonNode json) {
        this.fields = Fields.of(json, "", KEYS);
    }

    static Definition read(JsonNode json) {
        var definition = new DefinitionReader(json).definition();
        requireWhole(definition);
        return definition;
    }

    private Definition definition() {
        var promotion = choice("promotion", Promotion.values(), Promotion.MANUAL);
        var preflight = Preflight.read(fields);
        var tasks = TaskReader.read(fields);
        var ansible = AnsibleReader.read(fields);
        return new Definition(
                choice("kind", Kind.values(), null),
                fields.number("order", 0, 1000, null),
                fields.text(
                        "repository", "[a-z0-9][a-z0-9.-]{0,63}", "must be a repository's slug"),
                promotion,
                fields.optionalText("after", NAME, NAME_RULE),
                fields.list("promoters", 20, item -> item.text(NAME, NAME_RULE)),
                BalancersReader.balancers(fields),
                BalancersReader.drain(fields),
                GroupsReader.read(fields),
                ConnectionsReader.connections(fields),
                preflight,
                fields.flag(
                        "prefetch", Definition.bringsAhead(promotion, preflight, tasks, ansible)),
                fields.list("hosts", 100, item -> host(item.object(HOST_KEYS))),
                StrategyReader.read(fields),
                steps(),
                HooksReader.hooks(fields),
                HooksReader.variables(fields),
                tasks,
                ansible,
                observe(),
                VerificationReader.read(fields),
                OnFailure.read(fields));
    }

    private <E extends Enum<E>> E choice(String name, E[] values, @Nullable E otherwise) {
        var words = Arrays.stream(values).collect(Collectors.toMap(DefinitionReader::word, e -> e));
        if (otherwise != null && fields.optional(name) == null) {
            return otherwise;
        }
        var rule =
                "must be one of "
                        + Arrays.stream(values)
                                .map(DefinitionReader::word)
                                .collect(Collectors.joining(", "));
        var value = words.get(fields.text(name, ".*", rule));
        if (value == null) {
            throw fields.refused(name, rule);
        }
        return value;
    }

    private static Host host(Fields host) {
        var name = host.text("name", NAME, NAME_RULE);
        return new Host(
                name,
                or(host.optionalText("agent", NAME, NAME_RULE), "local"),
                folder(host),
                or(
                        host.optionalText(
                                "address", "[A-Za-z0-9:.-]{1,253}", "must be a name or address"),
                        "127.0.0.1"),
                host.number("port", 1, 65535, null),
                or(host.optionalText("server", NAME, NAME_RULE), name),
                host.texts("servers", NAME, NAME_RULE),
                host.optionalText("group", NAME, NAME_RULE),
                HooksReader.variables(host),
                host.optionalText("connection", NAME, NAME_RULE),
                ConnectionsReader.hostKey(host));
    }

    private static String folder(Fields host) {
        var rule = "must be an absolute path below / without \"..\", such as \"/srv/orders\"";
        var folder = host.text("folder", "/[^\\x00-\\x1f]{1,400}", rule);
        if (List.of(folder.split("/", -1)).stream()
                .skip(1)
                .anyMatch(Set.of("", ".", "..")::contains)) {
            throw host.refused("folder", rule);
        }
        return folder;
    }

    private Steps steps() {
        var known = Set.of("install", "stop", "start", "verify");
        if (fields.optional("ansible") != null) {
            return AnsibleReader.steps(fields, known);
        }
        var steps = fields.object("steps", known);
        Function<String, @Nullable String> command =
                name -> steps.optionalText(name, COMMAND, COMMAND_RULE);
        return new Steps(
                command.apply("install"),
                command.apply("stop"),
                command.apply("start"),
                command.apply("verify"));
    }

    private @Nullable Observe observe() {
        var observe = fields.optionalObject("observe", Set.of("file", "versionPath"));
        return observe == null
                ? null
                : new Observe(
                        observe.optionalText(
                                "file",
                                "(?!/)(?!(.*/)?\\.\\.(/|$))[^\\x00-\\x1f]{1,400}",
                                "must be a path below the host's folder"),
                        observe.optionalText(
                                "versionPath",
                                "/[!-~]{0,200}",
                                "must be a path that begins with /"));
    }

    private static void requireWhole(Definition definition) {
        if (definition.hosts().isEmpty()) {
            throw Problem.invalid("hosts", "hosts: an environment needs one host at least.");
        }
        if (definition.ansible() != null) {
            AnsibleReader.requireWhole(definition);
        } else if (definition.steps().install() == null) {
            throw Problem.invalid("steps.install", "steps.install: is missing.");
        }
        if (!definition.balancers().isEmpty()
                && definition.ansible() == null
                && definition.steps().verify() == null
                && definition.verification().hosts().isEmpty()) {
            throw Problem.invalid(
                    "steps.verify",
                    "steps.verify: is missing, and so is verification.hosts. A host goes back into the pool only after its health"
                            + " was checked.");
        }
        if (definition.prefetch() && definition.automatic()) {
            throw Problem.invalid(
                    "prefetch",
                    "prefetch: is for environments to which a person promotes; where releases come"
                            + " by themselves none waits.");
        }
        GroupsReader.requireWhole(definition);
        ConnectionsReader.requireKnown(definition);
        requireOnce(definition, "name", Host::name);
        requireOnce(definition, "folder", host -> place(definition, host));
        if (!definition.balancers().isEmpty()) {
            requireServers(definition);
        }
    }

    private static void requireServers(Definition definition) {
        var names = definition.balancers().stream().map(Balancer::name).toList();
        for (var name : names) {
            requireOnce(definition, "server", host -> host.serverAt(name));
        }
        for (int i = 0; i < definition.hosts().size(); i++) {
            for (var name : definition.hosts().get(i).servers().keySet()) {
                if (!names.contains(name)) {
                    throw Problem.invalid(
                            "hosts[" + i + "].servers",
                            "hosts[%d].servers: must be names by balancer, there is no balancer \"%s\"."
                                    .formatted(i, name));
                }
            }
        }
    }

    /** Which folder of which machine. */
    private static String place(Definition definition, Host host) {
        var reach = Reaches.of(definition, host);
        return reach == null
                ? host.agent() + ":" + host.folder()
                : reach.address() + ":" + reach.port() + ":" + host.folder();
    }

    private static void requireOnce(
            Definition definition, String field, Function<Host, String> value) {
        var seen = new HashSet<String>();
        for (int i = 0; i < definition.hosts().size(); i++) {
            var given = value.apply(definition.hosts().get(i));
            if (!seen.add(given)) {
                throw Problem.invalid(
                        "hosts[" + i + "]." + field,
                        "hosts[%d].%s: must be another for each host, \"%s\" is there twice."
                                .formatted(i, field, given));
            }
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
