package dev.fairlead.plan;

import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import dev.fairlead.protocol.JobSpec.RunBuild.Kept;
import dev.fairlead.protocol.JobSpec.RunBuild.Results;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import dev.fairlead.protocol.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One job of a plan, as one agent does it in one workspace; of a matrix, one cell. */
public record JobPlan(
        String name,
        Start start,
        Work work,
        Results results,
        Surroundings surroundings,
        Limits limits,
        AgentWish agents) {
    /** The name of the only job of a part that has no {@code jobs:}. */
    static final String ONLY = "build";

    /**
     * When it begins.
     *
     * @param needs names of jobs that must pass before it, whose artifacts it finds in its
     *     workspace
     * @param when on which commits it runs
     * @param manual what it says to the person for whom it waits; null where it waits for none
     */
    public record Start(List<String> needs, Condition when, @Nullable String manual) {}

    /**
     * What it does.
     *
     * @param environment what its steps see besides Fairlead's own
     * @param secrets names of secrets by the variables that hold them, for builds that get any
     * @param caches what it keeps of its workspace for the next one
     */
    public record Work(
            List<Step> steps,
            Map<String, String> environment,
            Map<String, String> secrets,
            Checkout checkout,
            List<Kept> caches) {
        Work with(Map<String, String> variables) {
            var all = new LinkedHashMap<>(environment);
            all.putAll(variables);
            return new Work(steps, all, secrets, checkout, caches);
        }
    }

    /**
     * How long and how often.
     *
     * @param minutes for all steps together
     * @param retries how often it is tried again when it failed
     */
    public record Limits(int minutes, int retries) {}

    /** What its agent must have: what the plan asks for, and what it needs besides. */
    public List<String> labels() {
        var labels = new ArrayList<>(agents.labels());
        if (surroundings.image() != null) {
            labels.add(Labels.CONTAINERS);
        }
        if (work.checkout().checkout() == Checkout.How.GIT) {
            labels.add(Labels.GIT);
        }
        if (work.checkout().lfs()) {
            labels.add(Labels.GIT_LFS);
        }
        return List.copyOf(labels);
    }

    /** The cell of its matrix that has these values. */
    JobPlan cell(Map<String, String> values) {
        var called = name + " (" + String.join(", ", values.values()) + ")";
        return with(called, start, work.with(values));
    }

    JobPlan needing(List<String> names) {
        return with(name, new Start(names, start.when(), start.manual()), work);
    }

    private JobPlan with(String called, Start start, Work work) {
        return new JobPlan(called, start, work, results, surroundings, limits, agents);
    }
}
