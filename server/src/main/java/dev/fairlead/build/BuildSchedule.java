package dev.fairlead.build;

import java.time.Instant;
import java.util.List;

/**
 * A schedule of a repository, as its default branch has it.
 *
 * @param cron with its zone, when builds begin
 * @param enabled whether they do
 * @param due the next time; what passed while no server ran is one time
 * @param note why its last time began no build; empty where it did
 * @param last its latest builds, newest first
 */
public record BuildSchedule(
        long id,
        String name,
        String cron,
        String zone,
        boolean enabled,
        Instant due,
        String note,
        List<Build> last) {}
