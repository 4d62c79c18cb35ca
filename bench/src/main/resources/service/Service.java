import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/**
 * The smallest service that can be rolled out: it is healthy, knows its version, and takes a moment
 * for a request as one does that asks its database, so that there is something to drain.
 */
class Service {
    private static final long MOMENT_MILLIS = 10;

    public static void main(String[] arguments) throws IOException {
        var address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        byte[] version;
        try (var in = Service.class.getResourceAsStream("/version")) {
            version = in.readAllBytes();
        }
        var server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/version", exchange -> answer(exchange, version));
        server.createContext(
                "/",
                exchange -> {
                    try {
                        Thread.sleep(MOMENT_MILLIS);
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    answer(exchange, version);
                });
        server.start();
    }

    private static void answer(HttpExchange exchange, byte[] version) throws IOException {
        exchange.sendResponseHeaders(200, version.length);
        try (var out = exchange.getResponseBody()) {
            out.write(version);
        }
    }
}
