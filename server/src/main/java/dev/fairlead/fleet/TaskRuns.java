package dev.fairlead.fleet;

import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.TaskRun;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Takes what agents tell of plays while they run; who queued the play keeps it. */
@Component
public class TaskRuns {
    private static final int LONGEST_NAME = 300;

    private final JobStore jobs;
    private final Refusals refusals;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;

    TaskRuns(JobStore jobs, Refusals refusals, JsonMapper json, ApplicationEventPublisher events) {
        this.jobs = jobs;
        this.refusals = refusals;
        this.json = json;
        this.events = events;
    }

    /**
     * Takes them; the same again changes nothing.
     *
     * @throws Problem 409 when the holder does not hold the job under this fence
     */
    public void take(Holder holder, long job, long fence, List<TaskRun> runs) {
        if (runs.size() > TaskRun.MOST_AT_ONCE) {
            throw Problem.tooLarge(
                    "A message tells of at most %d tasks.".formatted(TaskRun.MOST_AT_ONCE));
        }
        runs.forEach(TaskRuns::check);
        refusals.inTransaction(
                holder,
                job,
                fence,
                "the state of tasks",
                () -> {
                    var row =
                            jobs.lock(job)
                                    .filter(found -> Refusals.holds(holder, fence, found))
                                    .orElseThrow(Refusals.Mismatch::new);
                    if (!(json.readValue(row.spec(), JobSpec.class) instanceof JobSpec.RunPlay)) {
                        throw Problem.invalid("body", "Only a play has tasks to tell of.");
                    }
                    events.publishEvent(new TasksRan(row.job(), runs));
                });
    }

    private static void check(TaskRun run) {
        requireShort("play", run.play(), LONGEST_NAME);
        requireShort("name", run.name(), LONGEST_NAME);
        requireShort("host", run.host(), LONGEST_NAME);
        requireShort("message", run.message(), TaskRun.LONGEST_MESSAGE);
        if (run.state() == null || run.task() < 1 || run.millis() < 0) {
            throw Problem.invalid("body", "A task has a number from 1, a state and a time.");
        }
    }

    private static void requireShort(String name, String text, int longest) {
        if (text == null || text.length() > longest || text.indexOf('\0') >= 0) {
            throw Problem.invalid(
                    name,
                    "%s: must be a text of at most %d characters without NUL."
                            .formatted(name, longest));
        }
    }
}
