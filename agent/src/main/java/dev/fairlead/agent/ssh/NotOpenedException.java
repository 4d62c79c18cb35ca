package dev.fairlead.agent.ssh;

import java.io.IOException;

/** The other end of a connection was there, and opened no way to what was asked for behind it. */
public final class NotOpenedException extends IOException {
    /** What RFC 4254 calls "administratively prohibited". */
    private static final int PROHIBITED = 1;

    private final boolean forbidden;

    NotOpenedException(int reason, String said) {
        super(said);
        this.forbidden = reason == PROHIBITED;
    }

    /** Whether it said that its settings do not allow it; OpenSSH says so of addresses alone. */
    public boolean forbidden() {
        return forbidden;
    }
}
