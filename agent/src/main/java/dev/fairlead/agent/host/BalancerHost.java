package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import dev.fairlead.agent.ssh.Request;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

/** What is asked of a shell on a balancer's host, besides what its runtime API is told. */
record BalancerHost(Connection connection) {
    /** Writes a file there, which is whole at every moment. */
    void keep(String path, byte[] bytes) throws IOException {
        asked(shell -> {
            shell.ask(Request.of("keep").line(path).line(bytes.length));
            shell.send(new ByteArrayInputStream(bytes));
            return new Answer(shell).rest();
        });
    }

    /** How a unix socket looks from there: none, closed, answers, or only there. */
    String socket(String path) throws IOException {
        var said =
                asked(shell -> {
                    shell.ask(Request.of("socket").line(path));
                    return new Answer(shell).rest();
                });
        return String.join(" ", said);
    }

    private List<String> asked(Connection.Work<List<String>> work) throws IOException {
        try {
            return connection.briefly(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException)
                    new InterruptedIOException("it was not asked to the end").initCause(e);
        }
    }
}
