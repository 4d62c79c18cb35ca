package orders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;

/** The service: {@code java -jar orders.jar ADDRESS PORT}. */
public final class Orders {
    private final HttpServer server;

    Orders(InetSocketAddress address) throws IOException {
        server = HttpServer.create(address, 128);
        server.setExecutor(Executors.newFixedThreadPool(16));
        server.createContext("/health", exchange -> answer(exchange, 200, "ok"));
        server.createContext("/quotes", this::quote);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: java -jar orders.jar ADDRESS PORT");
            System.exit(2);
        }
        new Orders(new InetSocketAddress(args[0], Integer.parseInt(args[1]))).start();
    }

    Orders start() {
        server.start();
        return this;
    }

    void stop() {
        server.stop(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void quote(HttpExchange exchange) throws IOException {
        var query = exchange.getRequestURI().getQuery();
        if (query == null || !query.matches("net=[0-9]{1,9}(\\.[0-9]{1,2})?")) {
            answer(exchange, 400, "ask with ?net=10.00");
            return;
        }
        answer(exchange, 200, new Quote(new BigDecimal(query.substring(4))).toJson());
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var body = exchange.getResponseBody()) {
            body.write(bytes);
        }
    }
}
