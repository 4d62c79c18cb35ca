package dev.fairlead.outbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.jspecify.annotations.Nullable;

/** What went wrong with a call, for whoever named its address. */
final class Failures {
    private static final int LONGEST = 300;

    private Failures() {}

    static CallFailed of(Call call, Deadline deadline, Exception failure) {
        return failure instanceof CallFailed told
                ? told
                : new CallFailed(sentence(call, deadline, failure), failure);
    }

    private static String sentence(Call call, Deadline deadline, Exception failure) {
        var host = String.valueOf(call.url().getHost());
        if (deadline.hasPassed()) {
            return "%s took longer than %d s, which is the limit."
                    .formatted(host, deadline.atMost().toSeconds());
        }
        return switch (failure) {
            case Guard.Refused refused -> String.valueOf(refused.getMessage());
            case UnknownHostException _ -> "There is no host " + host + ".";
            case SSLException _ ->
                    "TLS with %s failed: %s".formatted(host, shortened(failure.getMessage()));
            case MessageConstraintException _ ->
                    "%s answered with headers that are longer than the limit.".formatted(host);
            case NoRouteToHostException _ -> "There is no way to " + host + ".";
            case ConnectException _ -> host + " does not take the connection.";
            case InterruptedIOException _ -> host + " fell silent for too long.";
            case HttpException _ -> host + " does not answer in HTTP.";
            case IOException _ -> host + " broke the connection off.";
            default -> host + " could not be asked: " + shortened(failure.getMessage());
        };
    }

    private static String shortened(@Nullable String text) {
        var line = String.valueOf(text).replaceAll("\\s+", " ");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
