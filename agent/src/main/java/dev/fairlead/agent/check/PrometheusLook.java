package dev.fairlead.agent.check;

import dev.fairlead.protocol.Check;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Whether each value that a query to Prometheus answers is within its bounds. */
public final class PrometheusLook {
    private static final int MOST_BYTES = 1024 * 1024;

    private PrometheusLook() {}

    /**
     * @param secrets of the job, by name; a check's token is one of them
     */
    public static Finding at(Check.Prometheus check, Map<String, String> secrets)
            throws InterruptedException {
        var token = check.token();
        var bearer = token == null ? null : secrets.get(token);
        if (token != null && bearer == null) {
            return Finding.failed(
                    "there is no secret %s that is granted to this environment".formatted(token));
        }
        var question =
                new WebAnswer.Question(
                        check.server().replaceAll("/+$", "") + "/api/v1/query",
                        check.patience().seconds(),
                        MOST_BYTES,
                        "query=" + URLEncoder.encode(check.query(), StandardCharsets.UTF_8),
                        bearer == null ? null : bearer.strip());
        try {
            return judge(check, WebAnswer.to(question));
        } catch (IOException | IllegalArgumentException e) {
            return Finding.failed(check.server() + " did not answer: " + e.getMessage());
        }
    }

    private static Finding judge(Check.Prometheus check, WebAnswer answer) {
        if (!answer.whole()) {
            return Finding.failed(
                    "it answers more than %d bytes; sum up in the query".formatted(MOST_BYTES));
        }
        var samples = Samples.read(answer.body());
        if (!samples.failure().isEmpty()) {
            return Finding.failed("status " + answer.status() + ": " + samples.failure());
        }
        return samples.judge(check.above(), check.below());
    }
}
