package dev.fairlead.protocol;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ways over SSH that a job goes: to its hosts, to its balancers, to Nagios. */
public final class Ways {
    private Ways() {}

    /** The names of the secrets that open them; no command is given one. */
    public static Set<String> keys(JobSpec spec) {
        return of(spec).flatMap(way -> way.chain().stream())
                .map(Reach::key)
                .collect(Collectors.toSet());
    }

    private static Stream<Reach> of(JobSpec spec) {
        return switch (spec) {
            case JobSpec.RunHostStep step -> of(step.reach(), step.keepOut());
            case JobSpec.CheckHost looks -> of(looks.reach(), looks.keepOut());
            case JobSpec.TryHost trial -> of(trial.reach(), trial.seats());
            case JobSpec.MoveServer move -> of(null, move.seats());
            case JobSpec.ObserveHost question -> of(question.reach(), List.of());
            case JobSpec.LookAtBalancers look -> to(look.balancers().stream());
            case JobSpec.RunPlay run ->
                    run.play().hosts().stream().map(Play.Host::reach).filter(Objects::nonNull);
            case JobSpec.NagiosCommands commands -> Stream.ofNullable(commands.reach());
            case JobSpec.RunBuild _ -> Stream.empty();
        };
    }

    private static Stream<Reach> of(@Nullable Reach host, List<Seat> seats) {
        return Stream.concat(Stream.ofNullable(host), to(seats.stream().map(Seat::balancer)));
    }

    private static Stream<Reach> to(Stream<Balancer> balancers) {
        return balancers.map(Balancer::through).filter(Objects::nonNull);
    }
}
