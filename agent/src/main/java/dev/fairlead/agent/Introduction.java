package dev.fairlead.agent;

import dev.fairlead.protocol.Registered;
import dev.fairlead.protocol.Registration;
import java.io.IOException;

/**
 * How an agent proves to a server who it is: by its identity where the server knows it, else by the
 * token of its pool.
 *
 * @param poolToken empty when it was not told one
 */
record Introduction(Identity identity, String poolToken) {
    Registered to(ServerLink server, Registration registration)
            throws IOException, InterruptedException {
        if (!identity.fresh()) {
            try {
                return server.register(identity.token(), registration);
            } catch (RefusedException e) {
                if (!e.isUnknownToken() || poolToken.isEmpty()) {
                    throw e;
                }
                Say.info("The server does not know this agent; it comes with its pool's token.");
            }
        }
        var registered = server.register(poolToken, registration);
        if (registered.known()) {
            server.carry(identity.token());
        }
        return registered;
    }
}
