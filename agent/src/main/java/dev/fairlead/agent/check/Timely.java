package dev.fairlead.agent.check;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Something from elsewhere, within a time that counts from the first byte to the last: a peer that
 * sends a byte now and then passes every limit that a socket has of its own.
 */
final class Timely {
    private Timely() {}

    static <T> T within(int seconds, Callable<T> asking) throws IOException, InterruptedException {
        var task = new FutureTask<>(asking);
        // Interrupting a virtual thread closes the socket that it waits on.
        Thread.ofVirtual().name("look").start(task);
        try {
            return task.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + seconds + " s", e);
        } catch (ExecutionException e) {
            var cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(said(cause), cause);
        } finally {
            task.cancel(true);
        }
    }

    private static String said(Throwable cause) {
        var message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        return cause instanceof UnknownHostException
                ? "nobody knows an address of " + message
                : message;
    }
}
