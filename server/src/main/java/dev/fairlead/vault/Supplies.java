package dev.fairlead.vault;

import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.JobSecrets;
import dev.fairlead.secret.Secrets;
import dev.fairlead.secret.Unreadable;
import dev.fairlead.work.AtCommit;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Opens the secrets of jobs for the agent that claims them. Grants are looked at once more: who
 * takes one away need not look for jobs that wait.
 */
@Component
class Supplies implements JobSecrets {
    private final UseStore uses;
    private final Secrets secrets;
    private final Clock clock;
    private final AtCommit<Long> ended;

    Supplies(UseStore uses, Secrets secrets, Clock clock) {
        this.uses = uses;
        this.secrets = secrets;
        this.clock = clock;
        ended = new AtCommit<>(uses::forget);
    }

    @Override
    public Map<Long, Supply> of(List<Long> jobs) {
        var rows = uses.of(jobs);
        var supplies = new HashMap<Long, Supply>();
        var given = new ArrayList<UseStore.Row>();
        rows.stream()
                .collect(Collectors.groupingBy(UseStore.Row::job))
                .forEach((job, some) -> supplies.put(job, supply(some, given)));
        uses.used(given, clock.instant());
        return supplies;
    }

    private Supply supply(List<UseStore.Row> rows, List<UseStore.Row> given) {
        var values = new LinkedHashMap<String, String>();
        var notes = new ArrayList<String>();
        var withheld = new ArrayList<String>();
        for (var row : rows) {
            if (row.use().purpose() == Purpose.BRANCH) {
                withheld.add(row.variable());
            } else if (row.isGranted() && row.kept() != null) {
                open(row, row.kept(), values, notes);
            } else {
                notes.add(
                        "%s is not set: its secret was removed, or is not granted to %s any more."
                                .formatted(
                                        row.variable(),
                                        row.use().purpose().words(row.use().place())));
            }
        }
        if (!withheld.isEmpty()) {
            notes.addFirst(
                    "Builds of branches get no secrets: %s %s not set."
                            .formatted(
                                    String.join(", ", withheld),
                                    withheld.size() == 1 ? "is" : "are"));
        }
        rows.stream().filter(row -> values.containsKey(row.variable())).forEach(given::add);
        return new Supply(values, notes);
    }

    private void open(
            UseStore.Row row, UseStore.Kept kept, Map<String, String> values, List<String> notes) {
        try {
            values.put(row.variable(), secrets.open(kept.purpose(), kept.sealed()));
        } catch (Unreadable e) {
            notes.add("%s is not set: %s".formatted(row.variable(), e.getMessage()));
        }
    }

    @EventListener
    void on(JobEvent event) {
        switch (event) {
            case JobEvent.Claimed _ -> {}
            case JobEvent.Finished _, JobEvent.Lost _, JobEvent.Withdrawn _, JobEvent.Cancelled _ ->
                    ended.add(event.job().id());
        }
    }
}
