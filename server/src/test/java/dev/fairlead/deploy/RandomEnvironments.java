package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/** Environments of every strategy, by a seed; read as users' are, so that each could be one. */
final class RandomEnvironments {
    private RandomEnvironments() {}

    /**
     * The first numbers of seeds that follow each other are nearly the same, so that hundreds of
     * them would be of one strategy; spread out they are not.
     */
    static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    static Definition of(long seed) {
        var random = random(seed);
        var json = new LinkedHashMap<String, Object>();
        json.put("kind", "production");
        json.put("order", 1);
        json.put("repository", "orders");
        json.put("balancer", Map.of("socket", "/run/haproxy.sock", "backend", "orders"));
        json.put("steps", Map.of("install", "i", "stop", "s", "start", "r", "verify", "v"));
        json.put("strategy", strategy(json, random));
        if (random.nextBoolean()) {
            json.put("hooks", hooks(json, random));
        }
        return DefinitionReader.read(JsonMapper.shared().valueToTree(json));
    }

    /** Hosts that are out already, never so many that the floor is passed before it begins. */
    static Set<String> parked(long seed, Definition definition) {
        var random = random(seed * 31);
        var pooled = definition.hosts().stream().filter(definition::pooled).toList();
        var floor = definition.strategy().floor();
        var most = pooled.size() - (floor == null ? 0 : floor.atLeastOf(pooled.size()));
        var parked = new HashSet<String>();
        for (var host : pooled) {
            if (parked.size() < most && random.nextInt(5) == 0) {
                parked.add(host.name());
            }
        }
        return parked;
    }

    /** One of two sets stands by, as it does after every change; or no host is out. */
    static Set<String> standingBy(long seed, Definition definition) {
        var set = List.of("blue", "green", "").get(random(seed * 17).nextInt(3));
        var standing = new HashSet<String>();
        for (var host : definition.hosts()) {
            if (set.equals(host.group())) {
                standing.add(host.name());
            }
        }
        return standing;
    }

    private static Map<String, Object> strategy(Map<String, Object> json, Random random) {
        var strategy = new LinkedHashMap<String, Object>();
        switch (random.nextInt(4)) {
            case 0 -> {
                strategy.put("kind", "all-at-once");
                json.put("hosts", hosts(Map.of("", 1 + random.nextInt(5))));
            }
            case 1 -> {
                strategy.put("kind", "blue-green");
                pause(strategy, random);
                json.put("groups", List.of(Map.of("name", "blue"), Map.of("name", "green")));
                var each = 1 + random.nextInt(3);
                json.put("hosts", hosts(new LinkedHashMap<>(Map.of("blue", each, "green", each))));
            }
            default -> rolling(strategy, json, random);
        }
        return strategy;
    }

    private static void rolling(
            Map<String, Object> strategy, Map<String, Object> json, Random random) {
        strategy.put("batch", random.nextBoolean() ? 1 + random.nextInt(3) : "40%");
        strategy.put("maxFailed", random.nextInt(3));
        pause(strategy, random);
        var web = 2 + random.nextInt(4);
        if (random.nextBoolean()) {
            strategy.put("floor", random.nextBoolean() ? web / 2 : "50%");
        }
        var sizes = new LinkedHashMap<String, Integer>();
        if (random.nextBoolean()) {
            var groups = new ArrayList<Map<String, Object>>();
            groups.add(Map.of("name", "canary"));
            sizes.put("canary", 1);
            if (random.nextBoolean()) {
                groups.add(Map.of("name", "worker", "balancer", false, "stopFirst", true));
                sizes.put("worker", 1 + random.nextInt(2));
            }
            groups.add(Map.of("name", "web"));
            sizes.put("web", web);
            json.put("groups", groups);
        } else {
            sizes.put("", web);
        }
        json.put("hosts", hosts(sizes));
    }

    private static void pause(Map<String, Object> strategy, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> strategy.put("pause", "ask");
            case 1 -> strategy.put("pause", "5m");
            default -> {}
        }
    }

    private static Map<String, String> hooks(Map<String, Object> json, Random random) {
        var blueGreen = json.get("strategy").toString().contains("blue-green");
        var hooks = new LinkedHashMap<String, String>();
        for (var key : Hooks.keys()) {
            if (random.nextBoolean() && !(blueGreen && key.endsWith("Batch"))) {
                hooks.put(key, "h");
            }
        }
        return hooks;
    }

    private static List<Map<String, Object>> hosts(Map<String, Integer> sizes) {
        var hosts = new ArrayList<Map<String, Object>>();
        sizes.forEach((group, size) -> {
            for (int i = 0; i < size; i++) {
                var name = group.isEmpty() ? "host-" + i : group + "-" + i;
                var host = new LinkedHashMap<String, Object>();
                host.put("name", name);
                host.put("folder", "/srv/" + name);
                host.put("port", 80);
                if (!group.isEmpty()) {
                    host.put("group", group);
                }
                hosts.add(host);
            }
        });
        return hosts;
    }
}
