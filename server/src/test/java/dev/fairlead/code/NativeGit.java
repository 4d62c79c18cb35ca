package dev.fairlead.code;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** Another git server: the real {@code git http-backend} behind a socket of this machine. */
final class NativeGit implements AutoCloseable {
    private final Path root;
    private final HttpServer server;
    private volatile Hold hold = new Hold(0, new CountDownLatch(0));

    /** How much of an answer passes before the latch opens. */
    private record Hold(int bytes, CountDownLatch until) {}

    private NativeGit(Path root) throws IOException {
        this.root = root;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** Serves the repositories below a folder. */
    static NativeGit of(Path root) throws IOException {
        return new NativeGit(root);
    }

    String url(String repository) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), repository);
    }

    /** From now on each pack stops after so many bytes. */
    void holdPacksAfter(int bytes) {
        hold = new Hold(bytes, new CountDownLatch(1));
    }

    /** Lets all that is held back go. */
    void goOn() {
        hold.until().countDown();
    }

    @Override
    public void close() {
        goOn();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        var builder = new ProcessBuilder("git", "http-backend");
        var environment = builder.environment();
        environment.put("GIT_PROJECT_ROOT", root.toString());
        environment.put("GIT_HTTP_EXPORT_ALL", "1");
        environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        put(environment, "QUERY_STRING", exchange.getRequestURI().getRawQuery());
        put(environment, "CONTENT_TYPE", exchange.getRequestHeaders().getFirst("Content-Type"));
        put(environment, "CONTENT_LENGTH", exchange.getRequestHeaders().getFirst("Content-Length"));
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            exchange.getRequestBody().transferTo(in);
        }
        try (var out = process.getInputStream()) {
            var status = headers(out, exchange);
            exchange.sendResponseHeaders(status, 0);
            if (exchange.getRequestMethod().equals("POST")) {
                holdBack(out, exchange.getResponseBody());
            }
            out.transferTo(exchange.getResponseBody());
        } finally {
            exchange.close();
        }
    }

    private void holdBack(InputStream from, OutputStream to) throws IOException {
        var now = hold;
        to.write(from.readNBytes(now.bytes()));
        to.flush();
        try {
            now.until().await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void put(Map<String, String> environment, String name, String value) {
        environment.put(name, value == null ? "" : value);
    }

    private static int headers(InputStream out, HttpExchange exchange) throws IOException {
        var status = 200;
        for (String line; !(line = line(out)).isEmpty(); ) {
            var colon = line.indexOf(':');
            var value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else {
                exchange.getResponseHeaders().add(line.substring(0, colon), value);
            }
        }
        return status;
    }

    private static String line(InputStream out) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int read; (read = out.read()) >= 0 && read != '\n'; ) {
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
