package dev.fairlead.agent;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/** Delivers the log and the end of a job that an earlier process of this agent did. */
record Delivery(ServerLink server, Undelivered.Entry entry) {
    /** Delivers, or learns that nobody wants it any more; false when stopped before. */
    boolean run(BooleanSupplier stop) throws IOException, InterruptedException {
        try (var log = FileLog.reopen(entry.folder().resolve("log"))) {
            // From the start: what the server already has it skips.
            new LogSender(server, entry.job(), entry.report().fence(), log, stop, () -> {}).send();
            Retry.until(stop, () -> server.report(entry.job(), entry.report(), null));
        } catch (RefusedException e) {
            Say.error("Job " + entry.job() + ": " + e.getMessage());
        } catch (IOException e) {
            if (stop.getAsBoolean()) {
                return false;
            }
            throw e;
        }
        Folders.delete(entry.folder());
        return true;
    }
}
