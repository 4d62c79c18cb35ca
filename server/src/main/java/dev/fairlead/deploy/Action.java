package dev.fairlead.deploy;

import java.time.Instant;
import java.util.List;

/** What the planner wants done next. */
sealed interface Action {
    /** The steps that agents are to do. */
    static List<Step> issued(List<Action> actions) {
        return actions.stream()
                .filter(Issue.class::isInstance)
                .map(action -> ((Issue) action).step())
                .toList();
    }

    /** Have an agent do a planned step. */
    record Issue(Step step) implements Action {}

    /** Plan another attempt of a step, recorded as such. */
    record Again(Step step) implements Action {}

    /** Ask the host what became of a step. */
    record Ask(Step step) implements Action {}

    /** Plan a step that nobody thought of before. */
    record Plan(JournalPlan.Planned step) implements Action {}

    /** Do not do a step any more; why is empty where its host is as it was. */
    record Leave(Step step, String why) implements Action {}

    /** Look again then, for nobody else will wake it. */
    record Wait(Instant until) implements Action {}

    /** Pause until a person says that it may go on. */
    record Hold(String why) implements Action {}

    /** The deployment is over. */
    record Finish(Deployment.State state, String note) implements Action {}
}
