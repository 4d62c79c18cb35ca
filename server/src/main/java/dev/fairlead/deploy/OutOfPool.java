package dev.fairlead.deploy;

import dev.fairlead.deploy.WhyOut.Known;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which hosts get no requests now, why, since when and by whom. */
@Component
public class OutOfPool {
    /**
     * Why, in words.
     *
     * @param deployment that it tells of; null for none
     * @param idle whether the host is of the set that waits while the other one serves
     */
    public record Reason(String sentence, @Nullable Long deployment, boolean idle) {}

    /**
     * A host that one balancer sends nothing, or that gets requests where it must not.
     *
     * @param status HAProxy's word; empty where it knows no such server
     * @param serves whether it gets requests all the same
     */
    public record Out(
            String host,
            String balancer,
            String status,
            Reason reason,
            Instant since,
            boolean serves,
            boolean takenOut) {
        /** Whether it is of the set that waits while the other one serves, as it should. */
        public boolean standsBy() {
            return reason.idle();
        }
    }

    /**
     * All of one environment.
     *
     * @param silent balancers that did not answer: what is said of their servers may be old
     * @param looked when they were looked at last; null before the first time
     */
    public record Of(
            Environment environment,
            List<Out> out,
            List<BalancerState> silent,
            @Nullable Instant looked) {
        /** Why a host gets no requests through a balancer; empty where it gets them from all. */
        public Optional<Out> of(String host) {
            return out.stream().filter(one -> one.host().equals(host)).findFirst();
        }

        /** The hosts that somebody took out, in order; not those that stand by. */
        public List<String> takenOut() {
            return out.stream()
                    .filter(Out::takenOut)
                    .filter(one -> !one.standsBy())
                    .map(Out::host)
                    .distinct()
                    .toList();
        }
    }

    private final PoolStore pools;
    private final HostStates hosts;
    private final DeploymentStore deployments;
    private final StepStore steps;

    OutOfPool(PoolStore pools, HostStates hosts, DeploymentStore deployments, StepStore steps) {
        this.pools = pools;
        this.hosts = hosts;
        this.deployments = deployments;
        this.steps = steps;
    }

    public Of of(Environment environment) {
        var known = known(environment);
        var out = new ArrayList<Out>();
        for (var seat : pools.seats(environment.id())) {
            WhyOut.of(seat, known.getOrDefault(seat.host(), new Known(null, null, "", false)))
                    .ifPresent(why ->
                            out.add(
                                    new Out(
                                            seat.host(),
                                            seat.balancer(),
                                            seat.status(),
                                            why,
                                            seat.since(),
                                            seat.serves(),
                                            seat.takenOut())));
        }
        var balancers = pools.balancers(environment.id());
        return new Of(
                environment,
                List.copyOf(out),
                balancers.stream().filter(one -> !one.failure().isEmpty()).toList(),
                balancers.stream()
                        .map(BalancerState::observed)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    private Map<String, Known> known(Environment environment) {
        var known = new HashMap<String, Known>();
        hosts.parkedBy(environment.id())
                .forEach((host, by) -> known.put(host, left(environment, by, host)));
        var running = deployments.running(environment.id());
        if (running.isPresent()) {
            var id = running.get().id();
            var attempts = steps.of(id);
            atWork(attempts)
                    .forEach(host ->
                            known.put(host, new Known(id, null, trouble(attempts, host), false)));
        }
        return known;
    }

    /** The hosts whose turn began and is not over. */
    private static Stream<String> atWork(List<Step> attempts) {
        return Progress.of(Course.USUAL, attempts).stages().stream()
                .flatMap(stage -> stage.turns().stream())
                .filter(Progress.Turn::underWay)
                .map(turn -> turn.steps().getFirst())
                .filter(step -> step.batch() > 0 && !step.ofAll())
                .map(Step::host);
    }

    /** What went wrong with a host that was left out; or nothing did, and it is of the idle set. */
    private Known left(Environment environment, long deployment, String host) {
        var attempts = steps.of(deployment);
        var trouble = trouble(attempts, host);
        var idle =
                trouble.isEmpty()
                        && environment.definition().strategy().kind() == Strategy.Kind.BLUE_GREEN
                        && deployments
                                .find(deployment)
                                .filter(one -> standsBy(one, attempts, host))
                                .isPresent();
        return new Known(null, deployment, trouble, idle);
    }

    /** The other set took over; or it serves still, for an abort gave the pool back as it was. */
    private boolean standsBy(Deployment deployment, List<Step> attempts, String host) {
        return deployment.state() == Deployment.State.VERIFIED
                || (deployment.aborting()
                        && deployments.standing(deployment.id()).outBefore().contains(host)
                        && !Progress.of(Course.USUAL, attempts).isInBetween(host));
    }

    private static String trouble(List<Step> attempts, String host) {
        return Step.latest(attempts).stream()
                .filter(step -> step.host().equals(host))
                .filter(step -> step.state() == StepState.FAILED || step.stuck())
                .map(Step::trouble)
                .findFirst()
                .orElse("");
    }
}
