package dev.fairlead.agent.ssh;

import java.io.IOException;

/** A request was on its way when its connection ended: nobody knows whether it arrived. */
public final class ConnectionLostException extends IOException {
    ConnectionLostException(String place, String why) {
        super("The connection to %s was lost: %s.".formatted(place, why));
    }
}
