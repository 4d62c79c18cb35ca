package dev.fairlead.fleet;

import java.util.List;
import org.springframework.stereotype.Component;

/** The agents that ever registered. */
@Component
public class Agents {
    public List<Agent> all() {
        throw new UnsupportedOperationException();
    }

    public boolean isOnline(Agent agent) {
        throw new UnsupportedOperationException();
    }
}
