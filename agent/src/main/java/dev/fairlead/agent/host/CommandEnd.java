package dev.fairlead.agent.host;

/**
 * How a command went.
 *
 * @param kind whether it ran
 * @param exitCode the journal's, −1 for none
 * @param why of one that nobody knows about; which processes are in the way of one that was not run
 */
record CommandEnd(Kind kind, int exitCode, String why) {
    enum Kind {
        /** It ran, and the exit code says how. */
        RAN,
        /** The host has seen a higher fence. */
        REFUSED,
        /** Another command holds the lock, or left what cannot be ended. */
        BUSY,
        /** Its connection was lost on the way, and the host refuses it from now on. */
        NOT_RUN,
        /** It may have run, may be running, and its host cannot be asked. */
        UNKNOWN
    }

    /** Whether its host has to be asked what came of it. */
    boolean toBeAsked() {
        return switch (kind) {
            case RAN, BUSY -> false;
            case REFUSED, NOT_RUN, UNKNOWN -> true;
        };
    }

    static CommandEnd ran(int exitCode) {
        return new CommandEnd(Kind.RAN, exitCode, "");
    }

    static CommandEnd unknown(String why) {
        return new CommandEnd(Kind.UNKNOWN, -1, why);
    }

    static CommandEnd of(Kind kind) {
        return new CommandEnd(kind, -1, "");
    }

    /** What the wrapper said when it did nothing, or else the journal's exit code. */
    static CommandEnd of(String answer, int exitCode) {
        return answer.startsWith("refused")
                ? of(Kind.REFUSED)
                : answer.startsWith("busy") ? busy(answer) : ran(exitCode);
    }

    private static CommandEnd busy(String answer) {
        return new CommandEnd(Kind.BUSY, -1, answer.substring("busy".length()).strip());
    }

    /** Why one was not run in a folder that was busy. */
    String busyIn(String folder) {
        return why.isEmpty()
                ? "another command holds the lock of " + folder
                : "a command that was killed in %s left processes that cannot be ended: %s"
                        .formatted(folder, why);
    }
}
