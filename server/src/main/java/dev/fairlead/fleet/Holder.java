package dev.fairlead.fleet;

import dev.fairlead.audit.Actor;

/** The agent that speaks, as its token and session prove it. */
public record Holder(long agent, String name, String pool) {
    Actor actor() {
        return new Actor(null, "agent " + pool + "/" + name);
    }
}
