package dev.fairlead.deploy.web;

import dev.fairlead.code.Repository;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.EnvironmentFile;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file that keeps a project's environments.
 *
 * @param file null while none was named
 * @param repository where it is; null while none was named
 * @param text of the file that would keep the environments as they are; null while there is none
 */
public record FilePage(
        Place place,
        @Nullable EnvironmentFile file,
        @Nullable Repository repository,
        List<Row> environments,
        @Nullable String text,
        Form form,
        boolean mayEdit) {
    /** An environment; keeping is null for one that no file ever kept. */
    public record Row(Environment environment, EnvironmentFile.@Nullable Keeping keeping) {
        public String words() {
            return switch (keeping) {
                case null -> "edited by hand";
                case KEPT -> "kept in the file";
                case GONE -> "no longer in the file, and edited by hand";
            };
        }
    }

    public String url() {
        return "/projects/" + place.projectKey() + "/environment-file";
    }

    /** The file's page at a commit. */
    public String at(String commit) {
        return Objects.requireNonNull(repository).url()
                + "/browse/"
                + Objects.requireNonNull(file).path()
                + "?at="
                + commit;
    }
}
