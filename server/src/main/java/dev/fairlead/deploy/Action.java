package dev.fairlead.deploy;

/** What the planner wants done next. */
sealed interface Action {
    /** Have an agent do a planned step. */
    record Issue(Step step) implements Action {}

    /** Plan another attempt of a step, recorded as such. */
    record Again(Step step) implements Action {}

    /** Ask the host what became of a step. */
    record Ask(Step step) implements Action {}

    /** The deployment is over. */
    record Finish(Deployment.State state, String note) implements Action {}
}
