package dev.fairlead.release.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.release.ReleaseContents;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands around a release on every page: place, line, names. */
@Component
class ReleaseSurroundings {
    private final Projects projects;
    private final Timeline timeline;
    private final Users users;

    ReleaseSurroundings(Projects projects, Timeline timeline, Users users) {
        this.projects = projects;
        this.timeline = timeline;
        this.users = users;
    }

    Place place(Repository repository) {
        return place(projects.get(repository.projectId()));
    }

    Place place(Project project) {
        return new Place(project.key(), project.name(), Section.RELEASES);
    }

    @Nullable LineView line(@Nullable String issue) {
        return issue == null ? null : LineViews.of(issue, timeline.line(issue));
    }

    Map<Long, String> names(ReleaseContents contents) {
        var ids = new HashSet<>(contents.writers());
        var merger = contents.pullRequest().mergedBy();
        if (merger != null) {
            ids.add(merger);
        }
        return users.names(ids);
    }
}
