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
        json.put("hosts", definition.hosts().stream().map(DefinitionView::host).toList());
        json.put("rolling", new LinkedHashMap<>(Map.of("batch", definition.rolling().batch())));
        json.put(
                "drain",
                object(
                        "timeout",
                        definition.drain().timeout().toSeconds() + "s",
                        "then",
                        BalancersReader.word(definition.drain().then())));
        json.put("steps", steps(definition.steps()));
        if (definition.observe() != null) {
            var observe = new LinkedHashMap<String, Object>();
            putGiven(observe, "file", definition.observe().file());
            putGiven(observe, "versionPath", definition.observe().versionPath());
            json.put("observe", observe);
        }
        if (!definition.verification().equals(Verification.NONE)) {
            json.put("verification", VerificationView.json(definition.verification()));
        }
        return json;
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
        return json;
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
