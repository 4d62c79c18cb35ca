package dev.fairlead.deploy;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What happened around a deployment while it ran. */
@Component
public class Meanwhile {
    private final TrafficStore traffic;
    private final Remarks remarks;
    private final DecisionStore decisions;

    Meanwhile(TrafficStore traffic, Remarks remarks, DecisionStore decisions) {
        this.traffic = traffic;
        this.remarks = remarks;
        this.decisions = decisions;
    }

    /** The requests that its balancers took; empty while nothing was counted. */
    public Optional<Traffic> traffic(Deployment deployment) {
        return Optional.ofNullable(Traffic.of(traffic.of(deployment.id())));
    }

    /** What had to be put right, in the order it was. */
    public List<Remark> remarks(Deployment deployment) {
        return remarks.of(deployment.id());
    }

    /** What people decided, in the order they did. */
    public List<Decided> decided(Deployment deployment) {
        return decisions.of(deployment.id());
    }
}
