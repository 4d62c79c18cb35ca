package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildReports.WaitingCommit;
import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The builds of a project, newest first.
 *
 * @param unplanned repositories with commits whose default branch says nothing about building
 * @param next the address of the earlier builds; null for none
 */
public record BuildList(
        Place place,
        List<Row> rows,
        List<WaitingCommit> waiting,
        List<Repository> repositories,
        List<Repository> unplanned,
        @Nullable String branch,
        @Nullable String next) {
    /** One build. */
    public record Row(Build build, Repository repository, Commit commit) {
        public String state() {
            return build.state().name().toLowerCase(Locale.ROOT);
        }
    }
}
