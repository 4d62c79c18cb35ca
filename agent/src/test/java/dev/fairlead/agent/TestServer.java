package dev.fairlead.agent;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;

/** What an agent takes for its server, and its link to it. */
final class TestServer implements AutoCloseable {
    final ServerLink link;
    private final HttpServer server;

    private TestServer(HttpServer server) throws IOException {
        this.server = server;
        var url = "http://127.0.0.1:" + server.getAddress().getPort();
        link = new ServerLink(URI.create(url), null);
    }

    /** One that answers all that it is asked, several at once. */
    static TestServer start(HttpHandler answers) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", answers);
        server.start();
        return new TestServer(server);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
