package dev.fairlead.deploy;

import dev.fairlead.deploy.Definition.Balancer;
import dev.fairlead.deploy.Definition.Drain;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec.MoveServer.Then;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the balancers before an environment's hosts, and how a host leaves their pools. */
final class BalancersReader {
    /** What a definition of an earlier version, which knows one balancer, does not name. */
    static final String UNNAMED = "haproxy";

    private static final int MOST = 10;
    private static final int USUAL_SECONDS = 30;
    private static final String SOCKET = "/[^\\s\\p{Cntrl}]{1,99}";
    private static final String SOCKET_RULE =
            "must be the absolute path of a unix socket without blanks, 100 characters at most";
    private static final String ADDRESS =
            "([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):([1-9][0-9]{0,4})";
    private static final String ADDRESS_RULE = "must be host:port, such as \"10.0.0.7:9999\"";
    private static final String SECONDS_RULE =
            "must be seconds from 0 to 3600, such as 30 or \"30s\"";

    private BalancersReader() {}

    static List<Balancer> balancers(Fields fields) {
        var one = fields.optionalObject("balancer", Set.of("socket", "backend"));
        var many =
                fields.list(
                        "balancers",
                        MOST,
                        item ->
                                balancer(
                                        item.object(
                                                Set.of(
                                                        "name",
                                                        "socket",
                                                        "address",
                                                        "backend",
                                                        "stateFile",
                                                        "through"))));
        if (one == null) {
            requireOnce(many);
            return many;
        }
        if (!many.isEmpty()) {
            throw Problem.invalid(
                    "balancer",
                    "balancer: is what an earlier version wrote. Name all of them in balancers.");
        }
        return List.of(
                new Balancer(
                        UNNAMED,
                        one.text("socket", SOCKET, SOCKET_RULE),
                        backend(one),
                        null,
                        null));
    }

    private static Balancer balancer(Fields fields) {
        return new Balancer(
                fields.text("name", DefinitionReader.NAME, DefinitionReader.NAME_RULE),
                at(fields),
                backend(fields),
                fields.optionalText(
                        "stateFile", "/[!-~]{1,400}", "must be the absolute path of a file"),
                fields.optionalText("through", DefinitionReader.NAME, DefinitionReader.NAME_RULE));
    }

    private static String at(Fields fields) {
        var socket = fields.optionalText("socket", SOCKET, SOCKET_RULE);
        var address = fields.optionalText("address", ADDRESS, ADDRESS_RULE);
        if (socket != null && address == null) {
            return socket;
        }
        if (socket != null || address == null) {
            throw fields.refused("socket", "must be there, or else address, but not both");
        }
        if (Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) > 65535) {
            throw fields.refused("address", ADDRESS_RULE);
        }
        return address;
    }

    private static String backend(Fields fields) {
        return fields.text("backend", DefinitionReader.NAME, DefinitionReader.NAME_RULE);
    }

    private static void requireOnce(List<Balancer> balancers) {
        var seen = new HashSet<String>();
        for (int i = 0; i < balancers.size(); i++) {
            if (!seen.add(balancers.get(i).name())) {
                throw Problem.invalid(
                        "balancers[" + i + "].name",
                        "balancers[%d].name: must be another for each balancer, \"%s\" is there twice."
                                .formatted(i, balancers.get(i).name()));
            }
        }
    }

    /** An earlier version kept the limit with what it rolls. */
    static Drain drain(Fields fields) {
        var drain = fields.optionalObject("drain", Set.of("timeout", "then"));
        var rolling = fields.optionalObject("rolling", Set.of("batch", "drainTimeout"));
        if (drain == null) {
            return new Drain(
                    rolling == null
                            ? Duration.ofSeconds(USUAL_SECONDS)
                            : seconds(rolling, "drainTimeout"),
                    Then.GO_ON);
        }
        if (rolling != null && rolling.optional("drainTimeout") != null) {
            throw rolling.refused("drainTimeout", "is drain.timeout now, and must not be both");
        }
        return new Drain(seconds(drain, "timeout"), then(drain));
    }

    private static Duration seconds(Fields fields, String name) {
        var given = fields.optional(name);
        if (given == null) {
            return Duration.ofSeconds(USUAL_SECONDS);
        }
        var text = given.asString().toLowerCase(Locale.ROOT);
        if (!text.matches("[0-9]{1,4}s?") || Integer.parseInt(text.replace("s", "")) > 3600) {
            throw fields.refused(name, SECONDS_RULE);
        }
        return Duration.ofSeconds(Integer.parseInt(text.replace("s", "")));
    }

    private static Then then(Fields fields) {
        var word = fields.optionalText("then", "cut|stop|go-on", "must be cut, stop or go-on");
        return word == null ? Then.GO_ON : Then.valueOf(constant(word));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The word of a definition for what is done when a drain took too long. */
    static String word(Then then) {
        return then.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
