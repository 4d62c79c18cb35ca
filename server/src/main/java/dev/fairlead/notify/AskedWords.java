package dev.fairlead.notify;

import dev.fairlead.deploy.PromotionAwaited;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.ReviewAsked;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says for what somebody is asked. */
@Component
class AskedWords {
    private final Projects projects;
    private final Users users;
    private final Settings settings;
    private final Clock clock;

    AskedWords(Projects projects, Users users, Settings settings, Clock clock) {
        this.projects = projects;
        this.users = users;
        this.settings = settings;
        this.clock = clock;
    }

    Notice review(ReviewAsked asked) {
        var pr = asked.pullRequest();
        var repository = asked.repository();
        return notice(
                PersonalEvent.REVIEW_ASKED,
                repository.projectKey(),
                "%s asks you to review: %s".formatted(users.get(pr.author()).name(), pr.title()),
                "pull request " + pr.number(),
                repository.url() + "/pull-requests/" + pr.number());
    }

    Notice promotion(PromotionAwaited awaited) {
        var environment = awaited.environment();
        var project = projects.get(environment.projectId()).key();
        return notice(
                PersonalEvent.PROMOTION_WAITS,
                project,
                "%s %s waits for you to promote it to %s"
                        .formatted(project, awaited.release().version(), environment.name()),
                environment.name(),
                environment.url(project));
    }

    private Notice notice(
            PersonalEvent event, String project, String what, String words, String path) {
        return new Notice(
                event.key(),
                NoticeEvent.Tone.NEUTRAL,
                clock.instant(),
                project,
                null,
                List.of(),
                what,
                "",
                new Notice.Link(words, settings.baseUrl() + path),
                null,
                Map.of());
    }
}
