package dev.fairlead.agent.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer over HTTP.
 *
 * @param body its beginning, as far as the limit
 * @param whole whether that is all of it
 * @param location where a redirect would lead; null for none
 */
record WebAnswer(int status, String body, boolean whole, @Nullable String location) {
    /** What is sent: null posts nothing. */
    record Question(
            String url,
            int seconds,
            int mostBytes,
            @Nullable String form,
            @Nullable String bearer) {
        static Question get(String url, int seconds, int mostBytes) {
            return new Question(url, seconds, mostBytes, null, null);
        }
    }

    static WebAnswer to(Question question) throws IOException, InterruptedException {
        return Timely.within(question.seconds(), () -> ask(question));
    }

    private static WebAnswer ask(Question question) throws IOException {
        var connection = (HttpURLConnection) open(question.url());
        try {
            // A redirect would carry the question, and a token, to an address that nobody named.
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(question.seconds() * 1000);
            connection.setReadTimeout(question.seconds() * 1000);
            connection.setRequestProperty("Connection", "close");
            connection.setRequestProperty("User-Agent", "Fairlead");
            if (question.bearer() != null) {
                connection.setRequestProperty("Authorization", "Bearer " + question.bearer());
            }
            if (question.form() != null) {
                send(connection, question.form());
            }
            var status = connection.getResponseCode();
            try (var in = body(connection, status)) {
                var bytes = in.readNBytes(question.mostBytes() + 1);
                var length = Math.min(bytes.length, question.mostBytes());
                return new WebAnswer(
                        status,
                        new String(bytes, 0, length, StandardCharsets.UTF_8),
                        bytes.length == length,
                        connection.getHeaderField("Location"));
            }
        } finally {
            connection.disconnect();
        }
    }

    private static URLConnection open(String url) throws IOException {
        try {
            return URI.create(url).toURL().openConnection();
        } catch (IllegalArgumentException e) {
            throw new IOException("not an address: " + url, e);
        }
    }

    private static void send(HttpURLConnection connection, String form) throws IOException {
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        try (var out = connection.getOutputStream()) {
            out.write(form.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static InputStream body(HttpURLConnection connection, int status) throws IOException {
        var in = status < 400 ? connection.getInputStream() : connection.getErrorStream();
        return in == null ? InputStream.nullInputStream() : in;
    }
}
