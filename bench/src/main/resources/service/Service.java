import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** The smallest service that can be rolled out: it is healthy and knows its version. */
class Service {
    public static void main(String[] arguments) throws IOException {
        var address = new InetSocketAddress(arguments[0], Integer.parseInt(arguments[1]));
        byte[] version;
        try (var in = Service.class.getResourceAsStream("/version")) {
            version = in.readAllBytes();
        }
        var server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, version.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(version);
                    }
                });
        server.start();
    }
}
