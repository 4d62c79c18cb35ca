package dev.fairlead.local;

import dev.fairlead.plan.JobPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which jobs of a plan are run, in an order in which each finds what it needs. */
final class Selection {
    private Selection() {}

    /**
     * All jobs, or those named and what they need.
     *
     * @param names of jobs, or of matrices for all of their combinations
     */
    static List<JobPlan> of(List<JobPlan> jobs, List<String> names) {
        var selected = new ArrayList<JobPlan>();
        if (names.isEmpty()) {
            jobs.forEach(job -> add(job, jobs, selected));
        }
        for (var name : names) {
            var found = jobs.stream().filter(isCalled(name)).toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException(
                        "There is no job '%s'; there are %s."
                                .formatted(
                                        name,
                                        String.join(
                                                ", ", jobs.stream().map(JobPlan::name).toList())));
            }
            found.forEach(job -> add(job, jobs, selected));
        }
        return List.copyOf(selected);
    }

    private static Predicate<JobPlan> isCalled(String name) {
        return job -> job.name().equals(name) || job.name().startsWith(name + " (");
    }

    private static void add(JobPlan job, List<JobPlan> jobs, List<JobPlan> selected) {
        if (selected.contains(job)) {
            return;
        }
        jobs.stream()
                .filter(one -> job.start().needs().contains(one.name()))
                .forEach(needed -> add(needed, jobs, selected));
        selected.add(job);
    }
}
