package dev.fairlead.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A running deployment went on; heard inside the transaction that says what is next, before that is
 * queued.
 *
 * @param underWay the hosts whose turn has begun, or begins now, and has not ended
 * @param stuck what only a person can answer, by the id of its step
 */
public record DeploymentProgressed(
        Deployment deployment,
        Environment environment,
        Set<String> underWay,
        Map<Long, String> stuck) {
    static DeploymentProgressed of(
            Deployment deployment,
            Environment environment,
            Progress progress,
            List<Action> actions) {
        var begun =
                progress.where(Progress::ofTurn).stream()
                        .collect(Collectors.groupingBy(Step::host))
                        .values()
                        .stream()
                        .map(Progress.Turn::new)
                        .filter(Progress.Turn::underWay)
                        .map(turn -> turn.steps().getFirst().host());
        var begins = Action.issued(actions).stream().filter(Progress::ofTurn).map(Step::host);
        return new DeploymentProgressed(
                deployment,
                environment,
                Stream.concat(begun, begins).collect(Collectors.toUnmodifiableSet()),
                progress.where(Step::stuck).stream()
                        .collect(Collectors.toUnmodifiableMap(Step::id, Step::told)));
    }
}
