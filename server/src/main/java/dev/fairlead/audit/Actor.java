package dev.fairlead.audit;

import org.jspecify.annotations.Nullable;

/** Who decided: a user by id and name, or Fairlead itself. */
public record Actor(@Nullable Long id, String name) {
    public static final Actor FAIRLEAD = new Actor(null, "fairlead");
}
