package dev.fairlead.identity;

import dev.fairlead.audit.Actor;

/** Somebody who authenticated, or could. Controllers get the current one as a parameter. */
public record User(long id, String name, String displayName, String email, boolean administrator) {
    public Actor actor() {
        return new Actor(id, name);
    }
}
