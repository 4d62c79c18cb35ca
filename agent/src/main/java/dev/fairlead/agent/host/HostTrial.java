package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.Outcome.HostTried;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks whether a host could be deployed to, before anything is saved, or whether it has what a
 * deployment needs, before anything is drained; changes nothing.
 */
final class HostTrial {
    private static final int PATIENCE_MILLIS = 1000;

    private HostTrial() {}

    static HostTried run(TryHost spec, HostJob job) throws IOException, InterruptedException {
        var checks = new ArrayList<Check>();
        Facts facts;
        try {
            facts = Home.of(spec.folder(), spec.reach(), job).facts(spec.port(), wantsJava(spec));
        } catch (IOException e) {
            var why = String.valueOf(e.getMessage());
            return new HostTried("", List.of(new Check("connection", false, why)));
        }
        if (spec.reach() != null) {
            var sentence = "%s lets us in as %s.".formatted(spec.reach().place(), facts.user());
            checks.add(new Check("connection", true, sentence));
        }
        if (spec.needs() != null) {
            checks.addAll(HostNeeds.needs(spec.folder(), spec.port(), facts, spec.needs()));
            return new HostTried("", checks);
        }
        checks.add(HostNeeds.folder(spec.folder(), facts));
        checks.add(HostNeeds.tools(facts));
        checks.add(port(spec));
        spec.seats().forEach(seat -> checks.add(balancer(seat, job)));
        return new HostTried("", checks);
    }

    private static boolean wantsJava(TryHost spec) {
        return spec.needs() != null && spec.needs().java() > 0;
    }

    private static Check port(TryHost spec) {
        var place = spec.address() + ":" + spec.port();
        var address = new InetSocketAddress(spec.address(), spec.port());
        if (address.isUnresolved()) {
            return new Check("port", false, "The agent knows no address " + spec.address() + ".");
        }
        try (var socket = new Socket()) {
            socket.connect(address, PATIENCE_MILLIS);
            return new Check("port", true, "Something answers at " + place + " already.");
        } catch (IOException e) {
            return new Check("port", true, "Nothing answers at " + place + " yet.");
        }
    }

    private static Check balancer(Seat seat, HostJob job) {
        var place = PoolSeat.of(seat, job);
        try {
            var found = place.read();
            return new Check("balancer", true, place.told() + " is " + found.status() + ".");
        } catch (IOException | IllegalArgumentException e) {
            return new Check("balancer", false, String.valueOf(e.getMessage()));
        }
    }
}
