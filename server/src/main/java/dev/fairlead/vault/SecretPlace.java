package dev.fairlead.vault;

import dev.fairlead.code.Repository;
import dev.fairlead.issue.Project;
import org.jspecify.annotations.Nullable;

/**
 * Where a secret belongs: a project, or one of its repositories. A repository's jobs find those of
 * its project, too; of two with one name its own.
 *
 * @param repository null for those of the project
 */
public record SecretPlace(Project project, @Nullable Repository repository) {
    @Nullable Long repositoryId() {
        return repository == null ? null : repository.id();
    }

    /** Of their page. */
    public String url() {
        return repository == null
                ? "/projects/" + project.key() + "/secrets"
                : repository.url() + "/settings/secrets";
    }

    @Override
    public String toString() {
        return repository == null ? project.key() : repository.toString();
    }
}
