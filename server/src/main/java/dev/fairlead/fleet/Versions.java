package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.Protocol;
import dev.fairlead.protocol.Registration;
import java.util.Objects;

/** What a server tells agents of other versions. */
final class Versions {
    /** What runs from the folders of a build and not from a jar does not know its version. */
    private static final String UNKNOWN = "development";

    /** This server's, as its jar says; agents built with it say the same. */
    private static final String SERVER =
            Objects.requireNonNullElse(
                    Versions.class.getPackage().getImplementationVersion(), UNKNOWN);

    private Versions() {}

    /** What to do about an agent of this version, in a sentence; empty when it is the server's. */
    static String advice(String version) {
        return advice(version, SERVER);
    }

    static String advice(String version, String server) {
        return version.equals(server) || version.equals(UNKNOWN) || server.equals(UNKNOWN)
                ? ""
                : "This agent is version %s and its server is %s. It goes on working; to renew it, unpack the server's distribution on its machine and start it again."
                        .formatted(version, server);
    }

    /** Refuses an agent whose words this server would not understand. */
    static void check(Registration registration) {
        var spoken = registration.protocol();
        if (spoken < Protocol.OLDEST) {
            throw Problem.outdated(
                    "This agent (version %s) speaks protocol %d, and this server (version %s) understands %d to %d. Unpack the server's distribution on the agent's machine and start it again."
                            .formatted(
                                    registration.version(),
                                    spoken,
                                    SERVER,
                                    Protocol.OLDEST,
                                    Protocol.VERSION));
        }
    }
}
