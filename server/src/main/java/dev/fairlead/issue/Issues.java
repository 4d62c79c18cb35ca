package dev.fairlead.issue;

import dev.fairlead.audit.Actor;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The issues of all projects. */
@Component
public class Issues {
    /** Changes under way, those not begun, and the last ones done. */
    public record Overview(List<Issue> inFlight, List<Issue> open, List<Issue> done) {}

    private static final Pattern KEY = Pattern.compile("\\b[A-Z][A-Z0-9]{1,9}-[1-9][0-9]{0,8}\\b");

    private final IssueStore store;
    private final ProjectStore projects;
    private final Access access;
    private final IssueStory story;
    private final Clock clock;

    Issues(IssueStore store, ProjectStore projects, Access access, IssueStory story, Clock clock) {
        this.store = store;
        this.projects = projects;
        this.access = access;
        this.story = story;
        this.clock = clock;
    }

    /** Files an issue; its number follows the project's last one without a gap. */
    @Transactional
    public Issue file(
            User by,
            Project project,
            IssueType type,
            @Nullable String title,
            @Nullable String description,
            @Nullable String parent) {
        access.require(by, project.id(), Role.WRITE);
        var issue =
                store.insert(
                        project,
                        projects.nextNumber(project.id()),
                        type,
                        Wording.line("title", title),
                        Wording.text("description", description),
                        parent(project, type, parent),
                        by.id(),
                        clock.instant());
        story.filed(by.actor(), issue);
        return issue;
    }

    /**
     * Files a task that nobody typed: Fairlead does, on behalf of the author of what it is for, who
     * becomes its reporter. Without a check, because the author was asked for that already; and a
     * title that issues cannot have is cut to one that they can.
     */
    @Transactional
    public Issue fileTask(User author, Project project, String title, String description) {
        var issue =
                store.insert(
                        project,
                        projects.nextNumber(project.id()),
                        IssueType.TASK,
                        Wording.line("title", Wording.cut(title)),
                        Wording.text("description", description),
                        null,
                        author.id(),
                        clock.instant());
        story.filedFor(author, issue);
        return issue;
    }

    /** Without a check: for modules that follow a key found in a branch or a message. */
    public Optional<Issue> find(String key) {
        return store.find(key);
    }

    public Map<String, Issue> byKeys(Collection<String> keys) {
        return store.byKeys(keys).stream()
                .collect(Collectors.toMap(Issue::key, Function.identity()));
    }

    /** The issue for a user with at least this role in its project; 404 or 403 otherwise. */
    public Issue require(User user, String key, Role role) {
        var issue =
                store.find(key)
                        .filter(found -> access.roleOf(user, found.projectId()).isPresent())
                        .orElseThrow(() ->
                                Problem.notFound(
                                        "There is no issue %s, or you may not see it."
                                                .formatted(key)));
        access.require(user, issue.projectId(), role);
        return issue;
    }

    /** Newest first. */
    public List<Issue> list(Project project, @Nullable IssueStatus status, int offset, int limit) {
        return list(project, new IssueFilter(status, null, null, ""), offset, limit);
    }

    /** Newest first. */
    public List<Issue> list(Project project, IssueFilter filter, int offset, int limit) {
        return store.list(project.id(), filter, offset, limit);
    }

    /** The issues of a project by how far they are; epics travel nowhere. */
    public Overview board(Project project) {
        return new Overview(
                store.underWay(project.id()),
                store.byStatus(project.id(), IssueStatus.OPEN, 20),
                store.byStatus(project.id(), IssueStatus.DONE, 5));
    }

    /** The number of changes under way, by project id. */
    public Map<Long, Integer> countInFlight() {
        return store.countInFlight();
    }

    public List<Issue> children(String parentKey) {
        return store.children(parentKey);
    }

    /**
     * Changes what people wrote into an issue.
     *
     * @param seen the issue as the editor saw it; 409 when somebody changed it since
     * @param assignee the user who shall do it, or null for nobody
     */
    @Transactional
    public Issue edit(
            User by,
            Issue seen,
            @Nullable String title,
            @Nullable String description,
            @Nullable User assignee) {
        access.require(by, seen.projectId(), Role.WRITE);
        if (assignee != null && !access.may(assignee, seen.projectId(), Role.READ)) {
            throw Problem.invalid(
                    "assignee",
                    "assignee: %s has no role in this project. Make %s a member first."
                            .formatted(assignee.name(), assignee.name()));
        }
        var edited =
                store.edit(
                        seen,
                        Wording.line("title", title),
                        Wording.text("description", description),
                        assignee == null ? null : assignee.id(),
                        clock.instant());
        if (!edited) {
            throw Problem.conflict(
                    "%s was changed by somebody else meanwhile. Look at it again, then repeat your change."
                            .formatted(seen.key()));
        }
        var now = store.find(seen.key()).orElseThrow();
        story.edited(by.actor(), seen, now, assignee);
        return now;
    }

    /** Moves the issue in the current transaction; nothing happens when it is there already. */
    @Transactional
    public void move(Actor by, String key, IssueStatus status) {
        if (store.move(key, status, clock.instant())) {
            story.moved(by, key, status);
        }
    }

    /**
     * {@code ORD-42-remove-smtp-logging}: the key and a slug of the title, 60 characters at most.
     */
    public static String branchName(Issue issue) {
        var slug =
                issue.title()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        var name = slug.isEmpty() ? issue.key() : issue.key() + "-" + slug;
        return name.substring(0, Math.min(60, name.length())).replaceAll("-+$", "");
    }

    /** The issue keys that a branch name or a commit message mentions, in order. */
    public static Set<String> keysIn(String text) {
        var keys = new LinkedHashSet<String>();
        KEY.matcher(text).results().forEach(found -> keys.add(found.group()));
        return keys;
    }

    /** An epic stands alone, a sub-task hangs on work, work may hang on an epic. */
    private @Nullable String parent(Project project, IssueType type, @Nullable String key) {
        if (key == null || key.isBlank()) {
            if (type == IssueType.SUB_TASK) {
                throw Problem.invalid("parent", "parent: a sub-task needs the key of an issue.");
            }
            return null;
        }
        var parent =
                store.find(key.strip())
                        .filter(found -> found.projectId() == project.id())
                        .orElseThrow(() -> noParent(project, key));
        var fits =
                switch (type) {
                    case EPIC -> false;
                    case STORY, BUG, TASK -> parent.type() == IssueType.EPIC;
                    case SUB_TASK ->
                            parent.type() != IssueType.EPIC && parent.type() != IssueType.SUB_TASK;
                };
        if (!fits) {
            throw Problem.invalid(
                    "parent",
                    "parent: %s is of the type %s, which holds no %s. A sub-task belongs to a story, bug or task, and these to an epic."
                            .formatted(parent.key(), parent.type().words(), type.words()));
        }
        return parent.key();
    }

    private static Problem noParent(Project project, String key) {
        return Problem.invalid(
                "parent",
                "parent: there is no issue \"%s\" in the project %s."
                        .formatted(key.strip(), project.key()));
    }
}
