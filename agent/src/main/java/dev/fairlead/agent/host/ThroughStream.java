package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.NotOpenedException;
import dev.fairlead.agent.ssh.Tunnel;
import dev.fairlead.protocol.Reach;
import java.io.IOException;

/**
 * From the host at the other end of a connection to a balancer's runtime API. The SSH server there
 * opens it, as the connection's user; no program is run.
 */
record ThroughStream(Tunnel tunnel) implements RuntimeSocket.Stream {
    private static final int PATIENCE_MILLIS = (int) RuntimeSocket.PATIENCE.toMillis();

    static ThroughStream to(String at, Reach way, Connection connection) throws IOException {
        var socket = at.startsWith("/");
        try {
            return new ThroughStream(
                    socket
                            ? connection.dial(at, PATIENCE_MILLIS)
                            : connection.dial(
                                    DirectStream.host(at), DirectStream.port(at), PATIENCE_MILLIS));
        } catch (NotOpenedException e) {
            throw new IOException(
                    socket ? socketRefusal(at, way, connection) : refusal(at, way, e), e);
        }
    }

    private static String refusal(String at, Reach way, NotOpenedException e) {
        return e.forbidden()
                ? "the SSH server lets %s through to no address. It must allow forwarding to %s: AllowTcpForwarding and PermitOpen in sshd_config, and no restrictions of the key in authorized_keys"
                        .formatted(way.user(), at)
                : String.valueOf(e.getMessage());
    }

    /** OpenSSH says the same whatever is the matter, so that the host is asked what it sees. */
    private static String socketRefusal(String at, Reach way, Connection connection) {
        var user = way.user();
        return switch (seen(at, connection)) {
            case "none" ->
                    "%s sees no such socket there. HAProxy makes it when it starts".formatted(user);
            case "closed" ->
                    "%s may not write to it. Let the socket's group be one of %s's (stats socket … group … mode 660)"
                            .formatted(user, user);
            case "answers" ->
                    "HAProxy listens at it, and the SSH server lets %s through to no socket. It must allow that: AllowStreamLocalForwarding yes or local in sshd_config, no DisableForwarding, and no restrictions of the key in authorized_keys"
                            .formatted(user);
            default ->
                    "no stream to it was opened. Either HAProxy does not run, or the SSH server lets %s through to no socket (AllowStreamLocalForwarding and DisableForwarding in sshd_config, restrictions of the key in authorized_keys)"
                            .formatted(user);
        };
    }

    private static String seen(String at, Connection connection) {
        try {
            return new BalancerHost(connection).socket(at);
        } catch (IOException _) {
            return ""; // a user that may forward and nothing else
        }
    }

    @Override
    public String ask(String line) throws IOException {
        return tunnel.ask(line, RuntimeSocket.LONGEST_ANSWER);
    }

    @Override
    public void close() {
        tunnel.close();
    }
}
