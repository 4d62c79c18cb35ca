package dev.fairlead.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Git's own server: one {@code git http-backend} for each request, as a web server starts it. */
final class NativeServer implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private NativeServer(Path root, HttpServer server) {
        this.root = root;
        this.server = server;
    }

    /** Serves the bare repositories below a folder, for reading and writing. */
    static NativeServer start(Path root) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var started = new NativeServer(root, HttpServer.create(address, 0));
        started.server.setExecutor(started.threads);
        started.server.createContext("/", started::answer);
        started.server.start();
        return started;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var backend = backend(exchange).start();
        try (exchange;
                var in = backend.getInputStream()) {
            try (var out = backend.getOutputStream()) {
                exchange.getRequestBody().transferTo(out);
            }
            var status = headers(in, exchange);
            exchange.sendResponseHeaders(status, 0);
            try (var out = exchange.getResponseBody()) {
                var buffer = new byte[BUFFER];
                for (int read; (read = in.read(buffer)) >= 0; ) {
                    out.write(buffer, 0, read);
                }
            }
        } finally {
            backend.destroy();
        }
    }

    private ProcessBuilder backend(HttpExchange exchange) {
        var builder = new ProcessBuilder("git", "http-backend");
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        var uri = exchange.getRequestURI();
        var asked = exchange.getRequestHeaders();
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("REMOTE_USER", "bench");
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("PATH_INFO", uri.getPath());
        environment.put("QUERY_STRING", uri.getQuery() == null ? "" : uri.getQuery());
        put(environment, "CONTENT_TYPE", asked.getFirst("Content-Type"));
        put(environment, "CONTENT_LENGTH", asked.getFirst("Content-Length"));
        put(environment, "HTTP_CONTENT_ENCODING", asked.getFirst("Content-Encoding"));
        put(environment, "GIT_PROTOCOL", asked.getFirst("Git-Protocol"));
        return builder;
    }

    private static void put(Map<String, String> environment, String name, @Nullable String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    /** Passes on the headers of a CGI answer; gives its status. */
    private static int headers(InputStream in, HttpExchange exchange) throws IOException {
        var status = 200;
        var line = line(in);
        while (!line.isEmpty()) {
            var colon = line.indexOf(':');
            var name = line.substring(0, colon);
            var value = line.substring(colon + 1).strip();
            if (name.equalsIgnoreCase("Status")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(name, value);
            }
            line = line(in);
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b; (b = in.read()) >= 0 && b != '\n'; ) {
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII).strip();
    }
}
