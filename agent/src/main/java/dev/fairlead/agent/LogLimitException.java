package dev.fairlead.agent;

import java.io.IOException;

/** A job wrote more than its log may hold. The message names the limit. */
public final class LogLimitException extends IOException {
    private static final long serialVersionUID = 1;

    LogLimitException(long limit) {
        super("the log passed its limit of " + limit + " bytes");
    }
}
