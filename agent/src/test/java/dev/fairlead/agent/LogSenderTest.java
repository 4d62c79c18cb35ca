package dev.fairlead.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log is sent while it grows, and its end goes with the report. */
class LogSenderTest {
    @TempDir Path folder;
    private final List<byte[]> sent = Collections.synchronizedList(new ArrayList<>());
    private TestServer server;
    private ServerLink link;
    private volatile int status = 204;

    @BeforeEach
    void startServer() throws IOException {
        server =
                TestServer.start(exchange -> {
                    sent.add(exchange.getRequestBody().readAllBytes());
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        link = server.link;
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void leavesAShortLogToTheReport() throws IOException {
        try (var log = log("one\ntwo\n", 1)) {
            var sender = sender(log);
            sender.run();

            assertThat(sent).isEmpty();
            var end = sender.end();
            assertThat(end.offset()).isZero();
            assertThat(end.bytes()).asString(UTF_8).isEqualTo("one\ntwo\n");
        }
    }

    @Test
    void leavesNothingOfAnEmptyLog() throws IOException {
        try (var log = log("", 0)) {
            var sender = sender(log);
            sender.run();

            assertThat(sender.end()).isNull();
        }
    }

    @Test
    void sendsALongLogButForItsEnd() throws IOException {
        var line = "a line of exactly thirty bytes\n";
        try (var log = log(line, 7_000)) {
            var sender = sender(log);
            sender.run();

            var whole = new ByteArrayOutputStream();
            for (var chunk : sent) {
                whole.write(chunk);
            }
            var end = sender.end();
            assertThat(end.offset()).isEqualTo(whole.size()).isPositive();
            assertThat(end.bytes().length).isPositive().isLessThanOrEqualTo(Protocol.LOG_CHUNK);
            whole.write(end.bytes());
            assertThat(whole.toString(UTF_8)).isEqualTo(line.repeat(7_000));
        }
    }

    @Test
    void hasNoEndWhereTheServerRefusedTheBeginning() throws IOException {
        status = 409;
        try (var log = log("a line\n", 20_000)) {
            var sender = sender(log);
            sender.run();

            assertThatThrownBy(sender::end).hasMessageContaining("could not be sent");
        }
    }

    private FileLog log(String line, int times) throws IOException {
        var log = new FileLog(folder.resolve("log"), Long.MAX_VALUE);
        for (var i = 0; i < times; i++) {
            var bytes = line.getBytes(UTF_8);
            log.write(bytes, 0, bytes.length);
        }
        log.end();
        return log;
    }

    private LogSender sender(FileLog log) {
        return new LogSender(link, 42, 7, log, () -> true, () -> {});
    }
}
