package dev.fairlead.agent;

import java.io.IOException;

/** The server said no, and would again. */
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private final int status;

    RefusedException(int status, String text) {
        super(text);
        this.status = status;
    }

    /** The lease or the session is not ours any more. */
    boolean isLoss() {
        return status == 409;
    }

    /** The server does not understand an agent of this version. */
    boolean isOutdated() {
        return status == 426;
    }

    boolean isUnknownToken() {
        return status == 401;
    }
}
