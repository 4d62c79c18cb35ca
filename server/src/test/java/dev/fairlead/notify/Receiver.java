package dev.fairlead.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real receiver of webhooks on this machine, which remembers what it got. */
final class Receiver implements AutoCloseable {
    /** One request as it came. */
    record Got(String event, String id, String signature, String body) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }
    }

    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final ToIntFunction<Got> status;

    private Receiver(ToIntFunction<Got> status) throws IOException {
        this.status = status;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static Receiver willing() throws IOException {
        return new Receiver(_ -> 200);
    }

    /** Answers with what the function says, which may look at what came before. */
    static Receiver answering(ToIntFunction<Got> status) throws IOException {
        return new Receiver(status);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=t";
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    List<String> events() {
        return got.stream().map(Got::event).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders();
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var one =
                new Got(
                        headers.getFirst("X-Event-Key"),
                        headers.getFirst("X-Request-Id"),
                        headers.getFirst("X-Hub-Signature"),
                        body);
        got.add(one);
        var answer = "taken <b>&\0".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status.applyAsInt(one), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
