package dev.fairlead.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Says what every host runs when a deployment ended before it was through, and of two sets which
 * one serves.
 */
final class WhatRuns {
    /** The hosts that are named of those that run the same; of more is told how many. */
    private static final int MOST_NAMED = 10;

    /** What is said of one host, and of several. */
    private record Runs(String one, String many) {
        static Runs of(String version) {
            return new Runs("runs " + version, "run " + version);
        }
    }

    private final String version;
    private final Progress progress;

    private WhatRuns(String version, Progress progress) {
        this.version = version;
        this.progress = progress;
    }

    /**
     * @param version of the release that the deployment was to bring
     * @param hosts as they answered last, before this deployment or in it
     */
    static String of(
            Definition definition, String version, Progress progress, List<HostState> hosts) {
        if (progress.hosts() == 0) {
            return "";
        }
        var what = new WhatRuns(version, progress);
        return progress.course().sets() ? what.ofSets(definition, hosts) : what.of(hosts) + ".";
    }

    private String ofSets(Definition definition, List<HostState> hosts) {
        var sentences = new ArrayList<String>();
        for (var set : definition.groups()) {
            var own =
                    hosts.stream()
                            .filter(one ->
                                    definition.host(one.host()).stream()
                                            .anyMatch(h -> set.name().equals(h.group())))
                            .toList();
            sentences.add("%s %s: %s.".formatted(set.name(), serves(own), of(own)));
        }
        var serving = hosts.stream().filter(one -> !one.parked()).map(this::runs).distinct();
        if (serving.count() > 1) {
            sentences.add("Not all that serve run the same.");
        }
        return String.join(" ", sentences);
    }

    private static String serves(List<HostState> set) {
        var in = set.stream().filter(one -> !one.parked()).count();
        return in == 0
                ? "does not serve"
                : in == set.size() ? "serves" : "serves with " + in + " of " + set.size();
    }

    /** The hosts by what they run. */
    private String of(List<HostState> hosts) {
        Map<Runs, List<String>> by = new LinkedHashMap<>();
        hosts.forEach(one -> by.computeIfAbsent(runs(one), _ -> new ArrayList<>()).add(one.host()));
        return by.entrySet().stream()
                .map(entry -> told(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining("; "));
    }

    private static String told(List<String> hosts, Runs runs) {
        var names = hosts.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        var more = hosts.size() - MOST_NAMED;
        return "%s %s"
                .formatted(
                        more > 0 ? names + " and " + more + " more" : names,
                        hosts.size() == 1 ? runs.one() : runs.many());
    }

    private Runs runs(HostState host) {
        if (progress.isInBetween(host.host())) {
            return new Runs("was changed and not verified", "were changed and not verified");
        }
        if (progress.isVerified(host.host())) {
            return Runs.of(version);
        }
        var before = host.version() == null ? host.told() : host.version();
        return before == null
                ? new Runs("runs what it ran before", "run what they ran before")
                : Runs.of(before);
    }
}
