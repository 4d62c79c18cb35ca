package dev.fairlead.agent.host;

import java.io.IOException;

/** The host's folder has no wrapper of this agent's version yet. */
final class NoWrapperException extends IOException {
    NoWrapperException() {
        super("This is a bug: the wrapper was put into the host's folder and is not there.");
    }
}
