package dev.fairlead.review.web;

import dev.fairlead.code.Repository;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.review.Approval;
import dev.fairlead.review.Comment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.Review;
import dev.fairlead.review.Reviewer;
import dev.fairlead.timeline.LineViews;
import dev.fairlead.timeline.Timeline;
import dev.fairlead.web.LineView;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What stands around a pull request on every page: place, line, names. */
@Component
class Surroundings {
    private final Projects projects;
    private final Timeline timeline;
    private final Users users;

    Surroundings(Projects projects, Timeline timeline, Users users) {
        this.projects = projects;
        this.timeline = timeline;
        this.users = users;
    }

    Place place(Repository repository) {
        return place(projects.get(repository.projectId()));
    }

    Place place(Project project) {
        return new Place(project.key(), project.name(), Section.REVIEWS);
    }

    @Nullable LineView line(@Nullable String issue) {
        return issue == null ? null : LineViews.of(issue, timeline.line(issue));
    }

    Map<Long, String> names(
            PullRequest pr, Review review, List<Comment> comments, List<Reviewer> reviewers) {
        var ids =
                Stream.of(
                                Stream.of(pr.author()),
                                Stream.ofNullable(pr.mergedBy()),
                                review.writers().keySet().stream(),
                                review.approvals().stream().map(Approval::user),
                                comments.stream().map(Comment::author),
                                reviewers.stream().map(Reviewer::user))
                        .flatMap(some -> some)
                        .collect(Collectors.toSet());
        return names(ids);
    }

    Map<Long, String> names(Collection<Long> ids) {
        return users.names(ids);
    }
}
