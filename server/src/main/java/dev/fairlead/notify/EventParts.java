package dev.fairlead.notify;

import dev.fairlead.code.RefsMoved;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.Reviewers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The parts that bodies of events have in common. */
@Component
class EventParts {
    private static final String NOTHING = "0".repeat(40);
    private static final String HEADS = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    private final Projects projects;
    private final Source source;
    private final Users users;
    private final Reviewers reviewers;
    private final Settings settings;

    EventParts(
            Projects projects, Source source, Users users, Reviewers reviewers, Settings settings) {
        this.projects = projects;
        this.source = source;
        this.users = users;
        this.reviewers = reviewers;
        this.settings = settings;
    }

    Map<String, Object> repository(Repository repository) {
        var part = new LinkedHashMap<String, Object>();
        part.put("slug", repository.slug());
        part.put("id", repository.id());
        part.put("name", repository.slug());
        part.put("scmId", "git");
        part.put("state", "AVAILABLE");
        part.put("project", project(repository));
        part.put("public", false);
        part.put("links", links(repository));
        return part;
    }

    Map<String, Object> pullRequest(Repository repository, PullRequest pr) {
        var part = new LinkedHashMap<String, Object>();
        part.put("id", pr.number());
        part.put("version", pr.version());
        part.put("title", pr.title());
        part.put("description", pr.description());
        part.put("state", pr.state().name());
        part.put("open", pr.isOpen());
        part.put("closed", !pr.isOpen());
        part.put("createdDate", pr.created().toEpochMilli());
        part.put("updatedDate", pr.updated().toEpochMilli());
        part.put("fromRef", ref(repository, pr.source(), pr.head()));
        part.put("toRef", ref(repository, pr.target(), target(repository, pr)));
        part.put("author", Map.of("user", user(users.get(pr.author())), "role", "AUTHOR"));
        part.put("reviewers", reviewers(pr));
        part.put("participants", List.of());
        var merged = pr.mergeCommit();
        if (merged != null) {
            part.put("properties", Map.of("mergeCommit", commit(merged)));
        }
        part.put("links", Map.of("self", List.of(href(repository.url() + pr.path()))));
        return part;
    }

    private List<Map<String, Object>> reviewers(PullRequest pr) {
        return reviewers.of(pr).stream()
                .map(one -> reviewer(users.get(one.user()), one.approved()))
                .toList();
    }

    /** A reviewer, with the head that they approved or null. */
    static Map<String, Object> reviewer(User user, @Nullable String approved) {
        var part = new LinkedHashMap<String, Object>();
        part.put("user", user(user));
        part.put("role", "REVIEWER");
        part.put("approved", approved != null);
        part.put("status", approved == null ? "UNAPPROVED" : "APPROVED");
        if (approved != null) {
            part.put("lastReviewedCommit", approved);
        }
        return part;
    }

    static Map<String, Object> change(RefsMoved.Move move) {
        var type = move.from() == null ? "ADD" : move.to() == null ? "DELETE" : "UPDATE";
        return Map.of(
                "ref",
                Map.of("id", move.ref(), "displayId", shortened(move.ref()), "type", type(move)),
                "refId",
                move.ref(),
                "fromHash",
                move.from() == null ? NOTHING : move.from(),
                "toHash",
                move.to() == null ? NOTHING : move.to(),
                "type",
                type);
    }

    static Map<String, Object> user(User user) {
        return Map.of(
                "name", user.name(),
                "emailAddress", user.email(),
                "id", user.id(),
                "displayName", user.displayName(),
                "active", true,
                "slug", user.name(),
                "type", "NORMAL");
    }

    static Map<String, Object> fairlead() {
        return Map.of("name", "fairlead", "displayName", "Fairlead", "type", "SERVICE");
    }

    private Map<String, Object> project(Repository repository) {
        var project = projects.get(repository.projectId());
        return Map.of(
                "key", project.key(), "id", project.id(), "name", project.name(), "type", "NORMAL");
    }

    private Map<String, Object> links(Repository repository) {
        var clone = Map.of("href", settings.baseUrl() + repository.clonePath(), "name", "http");
        return Map.of("clone", List.of(clone), "self", List.of(href(repository.url())));
    }

    private Map<String, Object> href(String path) {
        return Map.of("href", settings.baseUrl() + path);
    }

    private Map<String, Object> ref(Repository repository, String branch, @Nullable String commit) {
        var part = new LinkedHashMap<String, Object>();
        part.put("id", HEADS + branch);
        part.put("displayId", branch);
        part.put("latestCommit", commit);
        part.put("repository", repository(repository));
        return part;
    }

    private @Nullable String target(Repository repository, PullRequest pr) {
        return pr.mergeCommit() != null
                ? pr.mergeCommit()
                : source.resolve(repository, pr.target()).orElse(null);
    }

    private static Map<String, Object> commit(String sha) {
        return Map.of("id", sha, "displayId", sha.substring(0, 11));
    }

    private static String type(RefsMoved.Move move) {
        return move.ref().startsWith(TAGS) ? "TAG" : "BRANCH";
    }

    private static String shortened(String ref) {
        return ref.startsWith(HEADS)
                ? ref.substring(HEADS.length())
                : ref.startsWith(TAGS) ? ref.substring(TAGS.length()) : ref;
    }
}
