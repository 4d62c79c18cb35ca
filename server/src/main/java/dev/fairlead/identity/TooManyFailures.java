package dev.fairlead.identity;

import dev.fairlead.problem.Problem;
import java.time.Duration;

/** 429: passwords were tried too often; says when it may go on. */
public class TooManyFailures extends Problem {
    private static final long serialVersionUID = 1;
    private final Duration retryAfter;

    TooManyFailures(String detail, Duration retryAfter) {
        super(429, null, detail);
        this.retryAfter = retryAfter;
    }

    public Duration retryAfter() {
        return retryAfter;
    }
}
