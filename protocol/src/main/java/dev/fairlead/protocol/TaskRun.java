package dev.fairlead.protocol;

/**
 * How one task of a play stands on one host. Told again it replaces what was told before of the
 * same task and host.
 *
 * @param task its number in the play's run, from 1
 * @param play the play's name
 * @param name the task's name
 * @param ignored whether the playbook goes on after its failure
 * @param message what it says of itself, in at most {@link #LONGEST_MESSAGE} characters; never of a
 *     task that hides it ({@code no_log})
 */
public record TaskRun(
        int task,
        String play,
        String name,
        String host,
        State state,
        boolean ignored,
        String message,
        long millis) {
    /** Told of one play at most: what comes after is in its log only. */
    public static final int MOST = 20_000;

    /** In one message. */
    public static final int MOST_AT_ONCE = 500;

    /** Characters. */
    public static final int LONGEST_MESSAGE = 2_000;

    /** As Ansible says it. */
    public enum State {
        RUNNING,
        OK,
        CHANGED,
        SKIPPED,
        FAILED,
        UNREACHABLE
    }
}
