package dev.fairlead.vault.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.vault.SecretPlace;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the place that an address names, for who administers it. */
@Component
class SecretPlaces {
    private final Projects projects;
    private final Repositories repositories;

    SecretPlaces(Projects projects, Repositories repositories) {
        this.projects = projects;
        this.repositories = repositories;
    }

    /**
     * @param slug null for the project itself
     */
    SecretPlace require(User user, String key, @Nullable String slug) {
        if (slug == null) {
            return new SecretPlace(projects.require(user, key, Role.ADMINISTER), null);
        }
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        return new SecretPlace(projects.get(repository.projectId()), repository);
    }
}
