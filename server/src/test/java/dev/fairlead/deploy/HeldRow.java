package dev.fairlead.deploy;

import static java.util.Objects.requireNonNull;

import dev.fairlead.fleet.Job;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an agent has beside the step that it ends: as it goes on with it, or gives it back. */
record HeldRow(ApplicationContext context, Consumer<JobEvent> publish) {
    /**
     * Before its end is told: it asks for the next stage where it has done all of a row.
     *
     * @param leadsOn whether the step ended well
     */
    void end(Step step, boolean leadsOn) {
        var attempts = context.getBean(StepStore.class).of(step.deployment());
        var next = jobs(Journals.nextStage(attempts, step));
        if (!leadsOn || next.stream().limit(1).anyMatch(this::isRecalled)) {
            jobs(Journals.given(attempts, step).reversed())
                    .forEach(given -> publish.accept(new JobEvent.Withdrawn(given)));
        } else if (!next.isEmpty()) {
            claim(next);
        }
    }

    /** It asks for what was prepared, while it is at something else. */
    void asksFor(List<Step> prepared) {
        claim(jobs(prepared));
    }

    private void claim(List<Job> next) {
        publish.accept(new JobEvent.Claimed(next.getFirst(), next.subList(1, next.size())));
    }

    boolean isRecalled(Job job) {
        return context.getBean(JdbcClient.class)
                .sql("select exists (select from job_recall where job = ?)")
                .param(job.id())
                .query(Boolean.class)
                .single();
    }

    private List<Job> jobs(List<Step> steps) {
        var jobs = context.getBean(Jobs.class);
        return steps.stream().map(step -> jobs.get(requireNonNull(step.job()))).toList();
    }
}
