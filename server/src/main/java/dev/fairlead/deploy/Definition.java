package dev.fairlead.deploy;

import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import dev.fairlead.protocol.Seat;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an environment is: where its hosts are and how a release comes onto them. It lives here and
 * not in the repository that is deployed, or the author of a change would write what runs.
 *
 * @param after the environment that must have verified a release before it may come here
 * @param promoters the groups whose members may promote; empty leaves it to administrators
 * @param groups of its hosts, in the order of their turns; empty where all are alike
 * @param variables that its commands get, by name
 * @param tasks what is done on hosts before the first of them is drained, in order
 * @param ansible what brings releases onto hosts in the place of steps; null for the steps
 * @param connections the ways to hosts over SSH
 * @param preflight what hosts must have before anything is done to them; null for no look
 * @param prefetch whether a release is brought to the hosts while it waits for a promoter
 */
public record Definition(
        Kind kind,
        int order,
        String repository,
        Promotion promotion,
        @Nullable String after,
        List<String> promoters,
        List<Balancer> balancers,
        Drain drain,
        List<Group> groups,
        List<SshConnection> connections,
        @Nullable Preflight preflight,
        boolean prefetch,
        List<Host> hosts,
        Strategy strategy,
        Steps steps,
        Hooks hooks,
        Map<String, String> variables,
        List<Task> tasks,
        @Nullable Ansible ansible,
        @Nullable Observe observe,
        Verification verification,
        OnFailure onFailure) {
    private static final Group ALL = new Group("", true, false);

    /** What an environment is for. */
    public enum Kind {
        RUSH,
        DEVELOPMENT,
        QA,
        STAGING,
        PRODUCTION;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether a release comes by itself or is promoted by a person. */
    public enum Promotion {
        AUTOMATIC,
        MANUAL;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An HAProxy.
     *
     * @param at where its runtime API answers, as the agents see it, or else the host that the way
     *     leads to: a unix socket's path, or {@code host:port}
     * @param stateFile from which it takes its servers' states when it starts; null for none
     * @param through the connection by which its host is reached; null where agents reach it
     */
    public record Balancer(
            String name,
            String at,
            String backend,
            @Nullable String stateFile,
            @Nullable String through) {}

    /** How long a host's sessions may take to end, and what becomes of those that do not. */
    public record Drain(Duration timeout, Then then) {}

    /**
     * A place that runs the software.
     *
     * @param server its name in the balancers' backends
     * @param servers its name where a balancer calls it otherwise, by that balancer's name
     * @param group null where the environment has none
     * @param variables that the commands on it get besides, or instead of the environment's
     * @param connection the way to it over SSH; null where it is its agent's own machine
     * @param hostKey what it shows there, or its fingerprint; null where the connection says it
     */
    public record Host(
            String name,
            String agent,
            String folder,
            String address,
            int port,
            String server,
            Map<String, String> servers,
            @Nullable String group,
            Map<String, String> variables,
            @Nullable String connection,
            @Nullable String hostKey) {
        /** What a balancer calls it. */
        public String serverAt(String balancer) {
            return servers.getOrDefault(balancer, server);
        }
    }

    /** Command lines for {@code sh}; null for a step that there is not. */
    public record Steps(
            @Nullable String install,
            @Nullable String stop,
            @Nullable String start,
            @Nullable String verify) {}

    /** The installed file below a host's folder, and the path that answers the version. */
    public record Observe(@Nullable String file, @Nullable String versionPath) {}

    /**
     * Whether a release is prefetched unless it is said: where a person promotes, and nothing comes
     * before its bytes: no look at the hosts, no tasks that prepare them, no playbook.
     */
    static boolean bringsAhead(
            Promotion promotion,
            @Nullable Preflight preflight,
            List<Task> tasks,
            @Nullable Ansible ansible) {
        return promotion == Promotion.MANUAL
                && preflight == null
                && tasks.isEmpty()
                && ansible == null;
    }

    boolean bringsAhead() {
        return bringsAhead(promotion, preflight, tasks, ansible);
    }

    public Optional<Host> host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst();
    }

    @Nullable SshConnection connection(String name) {
        return connections.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    /** The host's place behind each balancer, as agents are told of it. */
    List<Seat> seats(Host host) {
        if (!pooled(host)) {
            return List.of();
        }
        return balancers.stream()
                .map(one -> new Seat(Reaches.balancer(this, one), host.serverAt(one.name())))
                .toList();
    }

    @Nullable String versionPath() {
        return observe == null ? null : observe.versionPath();
    }

    /** The environment's, or else the host's own. */
    Map<String, String> variables(Host host) {
        var all = new HashMap<>(variables);
        all.putAll(host.variables());
        return all;
    }

    public Group group(Host host) {
        return groups.stream()
                .filter(group -> group.name().equals(host.group()))
                .findFirst()
                .orElse(ALL);
    }

    /** Whether balancers send requests to the host. */
    public boolean pooled(Host host) {
        return !balancers.isEmpty() && group(host).balancer();
    }

    public @Nullable String observedFile() {
        return observe == null ? null : observe.file();
    }

    public boolean automatic() {
        return promotion == Promotion.AUTOMATIC;
    }
}
