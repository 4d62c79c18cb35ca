package dev.fairlead.agent.host;

import dev.fairlead.agent.ssh.Connection;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The version that a running process tells at its endpoint.
 *
 * @param version null when there was no answer, or none in it
 * @param note why; empty otherwise
 */
record VersionAnswer(@Nullable String version, String note) {
    static final VersionAnswer UNASKED = new VersionAnswer(null, "");

    private static final int PATIENCE_MILLIS = 2000;
    private static final int LONGEST_BODY = 16 * 1024;
    private static final Pattern LENGTH =
            Pattern.compile("\r\ncontent-length: *(\\d{1,6})", Pattern.CASE_INSENSITIVE);
    private static final Pattern FIELD = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]{1,64})\"");
    private static final Pattern BARE = Pattern.compile("\\b\\d+\\.\\d+\\.\\d+[0-9A-Za-z.+-]*");

    static VersionAnswer from(String url) {
        try {
            var connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            connection.setRequestProperty("Connection", "close");
            var status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                return none(url + " answered with status " + status + ".");
            }
            try (var in = connection.getInputStream()) {
                var body = new String(in.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
                var version = in(body);
                return version == null
                        ? none(url + " answered, but with no version in it.")
                        : new VersionAnswer(version, "");
            }
        } catch (IOException | IllegalArgumentException e) {
            return none(url + " did not answer: " + e.getMessage() + ".");
        }
    }

    /** Whether an answer holds as much as its head says. */
    private static boolean isWhole(String answer) {
        var end = answer.indexOf("\r\n\r\n");
        var length = LENGTH.matcher(answer);
        return end >= 0
                && length.find()
                && length.start() < end
                && answer.length() - end - 4 >= Integer.parseInt(length.group(1));
    }

    /** As {@link #from}, from the host at the other end of a connection. */
    static VersionAnswer through(Connection connection, String url) {
        var to = URI.create(url);
        var port = to.getPort() < 0 ? 80 : to.getPort();
        var host = to.getHost().replaceAll("[\\[\\]]", "");
        try (var tunnel = connection.dial(host, port, PATIENCE_MILLIS)) {
            var request =
                    "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n"
                            .formatted(to.getRawPath(), to.getRawAuthority());
            var answer = tunnel.exchange(request, LONGEST_BODY, VersionAnswer::isWhole);
            var status = answer.split(" ", 3);
            if (status.length < 3 || !status[1].equals("200")) {
                return none(
                        url
                                + " answered with status "
                                + status[Math.min(1, status.length - 1)]
                                + ".");
            }
            var body = answer.substring(Math.max(0, answer.indexOf("\r\n\r\n")));
            var version = in(body);
            return version == null
                    ? none(url + " answered, but with no version in it.")
                    : new VersionAnswer(version, "");
        } catch (IOException e) {
            return none(url + " did not answer: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none(url + " was not asked to the end.");
        }
    }

    /** A JSON field {@code version}, or else the first thing that looks like one. */
    static @Nullable String in(String body) {
        var field = FIELD.matcher(body);
        if (field.find()) {
            return field.group(1);
        }
        var bare = BARE.matcher(body);
        return bare.find() ? bare.group() : null;
    }

    private static VersionAnswer none(String note) {
        return new VersionAnswer(null, note);
    }
}
