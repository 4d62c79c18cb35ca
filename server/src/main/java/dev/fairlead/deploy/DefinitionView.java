package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Balancer;
import dev.fairlead.deploy.Definition.Host;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a definition in the form that {@link DefinitionReader} reads. */
public final class DefinitionView {
    private DefinitionView() {}

    public static Map<String, Object> json(Definition definition) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", definition.kind().word());
        json.put("order", definition.order());
        json.put("repository", definition.repository());
        json.put("promotion", definition.promotion().word());
        putGiven(json, "after", definition.after());
        json.put("promoters", definition.promoters());
        json.put(
                "balancers",
                definition.balancers().stream().map(DefinitionView::balancer).toList());
        if (!definition.groups().isEmpty()) {
            json.put("groups", definition.groups().stream().map(DefinitionView::group).toList());
        }
        if (!definition.connections().isEmpty()) {
            json.put(
                    "connections",
                    definition.connections().stream().map(DefinitionView::connection).toList());
        }
        if (definition.preflight() != null) {
            json.put(
                    "preflight",
                    object(
                            "freeMegabytes",
                            definition.preflight().freeMegabytes(),
                            "java",
                            definition.preflight().java()));
        }
        if (definition.prefetch() != definition.bringsAhead()) {
            json.put("prefetch", definition.prefetch());
        }
        json.put("hosts", definition.hosts().stream().map(DefinitionView::host).toList());
        if (definition.ansible() == null) {
            putTurns(json, definition);
        }
        if (!definition.hooks().equals(Hooks.NONE)) {
            json.put("hooks", hooks(definition.hooks()));
        }
        putVariables(json, definition.variables());
        if (!definition.tasks().isEmpty()) {
            json.put("tasks", TaskReader.json(definition.tasks()));
        }
        if (definition.ansible() != null) {
            json.put("ansible", AnsibleReader.json(definition.ansible()));
        }
        if (definition.observe() != null) {
            var observe = new LinkedHashMap<String, Object>();
            putGiven(observe, "file", definition.observe().file());
            putGiven(observe, "versionPath", definition.observe().versionPath());
            json.put("observe", observe);
        }
        if (definition.onFailure() != OnFailure.STOP) {
            json.put("onFailure", definition.onFailure().word());
        }
        if (!definition.verification().equals(Verification.NONE)) {
            json.put("verification", VerificationView.json(definition.verification()));
        }
        return json;
    }

    private static void putTurns(Map<String, Object> json, Definition definition) {
        json.put("strategy", strategy(definition.strategy()));
        json.put(
                "drain",
                object(
                        "timeout",
                        definition.drain().timeout().toSeconds() + "s",
                        "then",
                        BalancersReader.word(definition.drain().then())));
        json.put("steps", steps(definition.steps()));
    }

    private static Map<String, Object> host(Host host) {
        var json = object("name", host.name(), "agent", host.agent());
        json.put("folder", host.folder());
        json.put("address", host.address());
        json.put("port", host.port());
        json.put("server", host.server());
        if (!host.servers().isEmpty()) {
            json.put("servers", host.servers());
        }
        putGiven(json, "group", host.group());
        putVariables(json, host.variables());
        putGiven(json, "connection", host.connection());
        putGiven(json, "hostKey", host.hostKey());
        return json;
    }

    private static Map<String, Object> connection(SshConnection way) {
        var json = object("name", way.name(), "user", way.user());
        putGiven(json, "address", way.address());
        json.put("port", way.port());
        putGiven(json, "hostKey", way.hostKey());
        json.put("key", way.key());
        putGiven(json, "jump", way.jump());
        json.put("sudo", way.sudo());
        return json;
    }

    private static Map<String, Object> balancer(Balancer balancer) {
        var json =
                object(
                        "name",
                        balancer.name(),
                        balancer.at().startsWith("/") ? "socket" : "address",
                        balancer.at());
        json.put("backend", balancer.backend());
        putGiven(json, "stateFile", balancer.stateFile());
        putGiven(json, "through", balancer.through());
        return json;
    }

    private static Map<String, Object> group(Group group) {
        var json = object("name", group.name(), "balancer", group.balancer());
        json.put("stopFirst", group.stopFirst());
        return json;
    }

    private static Map<String, Object> strategy(Strategy strategy) {
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", strategy.kind().word());
        if (strategy.kind() == Strategy.Kind.ROLLING) {
            json.put("batch", amount(strategy.batch()));
            json.put("maxFailed", strategy.maxFailed());
        }
        if (!strategy.pause().equals(Strategy.Pause.NONE)) {
            json.put("pause", strategy.pause().toString());
        }
        if (strategy.floor() != null) {
            json.put("floor", amount(strategy.floor()));
        }
        return json;
    }

    private static Object amount(Strategy.Amount amount) {
        return amount.percent() ? amount.toString() : (Object) amount.number();
    }

    private static Map<String, Object> hooks(Hooks hooks) {
        var json = new LinkedHashMap<String, Object>();
        putGiven(json, "runOn", hooks.runOn());
        Hooks.keys().forEach(key -> putGiven(json, key, hooks.commands().get(Hooks.KEYS.get(key))));
        return json;
    }

    private static void putVariables(Map<String, Object> json, Map<String, String> variables) {
        if (!variables.isEmpty()) {
            json.put("variables", variables);
        }
    }

    private static Map<String, Object> steps(Definition.Steps steps) {
        var json = new LinkedHashMap<String, Object>();
        putGiven(json, "install", steps.install());
        putGiven(json, "stop", steps.stop());
        putGiven(json, "start", steps.start());
        putGiven(json, "verify", steps.verify());
        return json;
    }

    private static Map<String, Object> object(String a, Object first, String b, Object second) {
        var json = new LinkedHashMap<String, Object>();
        json.put(a, first);
        json.put(b, second);
        return json;
    }

    private static void putGiven(Map<String, Object> json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
