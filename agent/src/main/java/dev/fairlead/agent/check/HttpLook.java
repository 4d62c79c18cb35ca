package dev.fairlead.agent.check;

import dev.fairlead.protocol.Check;
import java.io.IOException;

/** Whether an address answers with the status and the body that it should. */
public final class HttpLook {
    private static final int MOST_BYTES = 256 * 1024;

    private HttpLook() {}

    public static Finding at(Check.Http check) throws InterruptedException {
        try {
            var question =
                    WebAnswer.Question.get(check.url(), check.patience().seconds(), MOST_BYTES);
            return judge(check, WebAnswer.to(question));
        } catch (IOException e) {
            return Finding.failed(check.url() + " did not answer: " + e.getMessage());
        }
    }

    static Finding judge(Check.Http check, WebAnswer answer) {
        var status = "status " + answer.status();
        if (answer.status() != check.status()) {
            return Finding.failed(
                    answer.location() == null ? status : status + ", to " + answer.location());
        }
        if (check.equalTo() != null && !isWhole(answer, check.equalTo())) {
            return Finding.failed(status + ", body " + told(answer));
        }
        if (check.contains() != null && !answer.body().contains(check.contains())) {
            return Finding.failed(
                    "%s, not in the %s body %s"
                            .formatted(
                                    status,
                                    answer.whole() ? "" : "first " + MOST_BYTES + " bytes of the",
                                    told(answer)));
        }
        return Finding.passed(status);
    }

    private static boolean isWhole(WebAnswer answer, String wanted) {
        return answer.whole() && answer.body().strip().equals(wanted.strip());
    }

    private static String told(WebAnswer answer) {
        return answer.body().isBlank()
                ? "(empty)"
                : "\"" + Finding.plain(answer.body(), 150) + "\"";
    }
}
