package dev.fairlead.agent.host;

import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.Outcome.HostTried;
import dev.fairlead.protocol.Outcome.HostTried.Check;
import dev.fairlead.protocol.Seat;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** Looks whether a host could be deployed to, before anything is saved; changes nothing. */
final class HostTrial {
    private static final int PATIENCE_MILLIS = 1000;

    private HostTrial() {}

    static HostTried run(TryHost spec) {
        var checks = new ArrayList<Check>();
        checks.add(folder(HostFolder.of(spec.folder()).path()));
        checks.add(port(spec));
        spec.seats().forEach(seat -> checks.add(balancer(seat)));
        return new HostTried("", checks);
    }

    private static Check folder(Path folder) {
        if (Files.isDirectory(folder)) {
            return Files.isWritable(folder)
                    ? new Check("folder", true, folder + " is there and writable.")
                    : new Check(
                            "folder", false, folder + " is there, but the agent may not write.");
        }
        var parent = folder;
        while (parent != null && !Files.exists(parent)) {
            parent = parent.getParent();
        }
        return parent != null && Files.isDirectory(parent) && Files.isWritable(parent)
                ? new Check("folder", true, folder + " is not there and will be made.")
                : new Check("folder", false, folder + " is not there and cannot be made.");
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

    private static Check balancer(Seat seat) {
        var place = new PoolSeat(new Pool(seat.balancer()), seat.server());
        try {
            var found = place.read();
            return new Check("balancer", true, place.told() + " is " + found.status() + ".");
        } catch (IOException | IllegalArgumentException e) {
            return new Check("balancer", false, String.valueOf(e.getMessage()));
        }
    }
}
