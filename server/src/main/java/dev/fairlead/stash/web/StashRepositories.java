package dev.fairlead.stash.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Repositories by the names that Stash's addresses have: in either case. */
@Component
class StashRepositories {
    private final Repositories repositories;

    StashRepositories(Repositories repositories) {
        this.repositories = repositories;
    }

    /** As {@link Repositories#require}: 404 for who may not read it, 403 for who lacks the role. */
    Repository require(User user, String key, String slug, Role role) {
        return repositories.require(
                user, key.toUpperCase(Locale.ROOT), slug.toLowerCase(Locale.ROOT), role);
    }
}
