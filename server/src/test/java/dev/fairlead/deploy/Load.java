package dev.fairlead.deploy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who asks an address all the time, and counts every answer. */
final class Load implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final URI url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Thread> threads = new ArrayList<>();
    final AtomicLong served = new AtomicLong();
    final Queue<String> failures = new ConcurrentLinkedQueue<>();

    Load(URI url) {
        this.url = url;
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(Thread.ofVirtual().start(this::ask));
        }
    }

    private void ask() {
        var request = HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(20)).build();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    served.incrementAndGet();
                } else {
                    failures.add(answer.statusCode() + " " + answer.body());
                }
                Thread.sleep(PAUSE);
            } catch (IOException e) {
                failures.add(e.toString());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (var thread : threads) {
            thread.interrupt();
            thread.join();
        }
        client.close();
    }
}
