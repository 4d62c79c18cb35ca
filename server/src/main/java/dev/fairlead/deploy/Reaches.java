package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Host;
import dev.fairlead.protocol.Balancer;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Reach;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How agents reach the hosts and balancers of a definition: values, nothing else. */
final class Reaches {
    private Reaches() {}

    /** Null for a host that is its agent's own machine. */
    static @Nullable Reach of(Definition definition, Host host) {
        var way = host.connection() == null ? null : definition.connection(host.connection());
        return way == null ? null : reach(definition, way, host.address(), host.hostKey());
    }

    /** Null for a balancer that agents reach from their own machine. */
    static @Nullable Reach of(Definition definition, Definition.Balancer balancer) {
        var way = balancer.through() == null ? null : definition.connection(balancer.through());
        return way == null ? null : of(definition, way);
    }

    /** A way that has an address of its own. */
    static Reach of(Definition definition, SshConnection way) {
        return reach(definition, way, or(way.address(), ""), null);
    }

    /** A balancer as agents are told of it. */
    static Balancer balancer(Definition definition, Definition.Balancer one) {
        return new Balancer(
                one.name(), one.at(), one.backend(), one.stateFile(), of(definition, one));
    }

    private static Reach reach(
            Definition definition, SshConnection way, String address, @Nullable String hostKey) {
        var jump = way.jump() == null ? null : definition.connection(way.jump());
        return new Reach(
                way.user(),
                or(way.address(), address),
                way.port(),
                or(hostKey, or(way.hostKey(), "")),
                way.key(),
                way.sudo(),
                jump == null ? null : reach(definition, jump, or(jump.address(), ""), null));
    }

    /** What is done on a host, with the way to it; what is done on no host as it is. */
    static JobSpec reached(Definition definition, String host, JobSpec spec) {
        var way = definition.host(host).map(found -> of(definition, found)).orElse(null);
        return switch (spec) {
            case JobSpec.RunHostStep step -> step.reachedBy(way);
            case JobSpec.ObserveHost question -> question.reachedBy(way);
            case JobSpec.CheckHost looks -> looks.reachedBy(way);
            default -> spec;
        };
    }

    /** All secrets of a definition that open a way: none of them is for a command. */
    static Set<String> keys(Definition definition) {
        return definition.connections().stream()
                .map(SshConnection::key)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }
}
