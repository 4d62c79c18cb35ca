package dev.fairlead.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers what Tomcat refuses before any filter sees it, such as an address with {@code %2f}. There
 * is no application yet to render one of its pages, so people get a plain one.
 */
final class EarlyRefusals extends ErrorReportValve {
    private static final Logger log = LoggerFactory.getLogger(EarlyRefusals.class);

    private final Answers answers;

    EarlyRefusals(Answers answers) {
        this.answers = answers;
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            answer(Refusal.of(status), String.valueOf(request.getRequestURI()), response);
        } catch (IOException | IllegalStateException e) {
            log.debug("Nobody hears that {} was refused", request.getRequestURI(), e);
        }
    }

    private void answer(Refusal refusal, String path, Response response) throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (Answers.isForPrograms(path)) {
            answers.write(refusal, path, response.getResponse());
            return;
        }
        response.setHeader("Content-Security-Policy", "default-src 'none'");
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(page(refusal).getBytes(StandardCharsets.UTF_8));
    }

    private static String page(Refusal refusal) {
        return """
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>%1$s · Fairlead</title>
        </head>
        <body>
          <h1>%1$s</h1>
          <p>%2$s</p>
          <p>Status %3$d. <a href="/">To your projects</a></p>
        </body>
        </html>
        """
                .formatted(refusal.title(), refusal.detail(), refusal.status());
    }
}
