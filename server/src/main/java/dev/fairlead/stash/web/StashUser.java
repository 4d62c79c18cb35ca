package dev.fairlead.stash.web;

import dev.fairlead.identity.User;

/** Somebody in Stash's words. */
record StashUser(
        long id,
        String name,
        String slug,
        String displayName,
        String emailAddress,
        boolean active,
        String type) {
    static StashUser of(User user) {
        return new StashUser(
                user.id(),
                user.name(),
                user.name(),
                user.displayName(),
                user.email(),
                true,
                "NORMAL");
    }
}
