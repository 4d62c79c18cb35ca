package dev.fairlead.issue.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Comment;
import dev.fairlead.issue.Comments;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.IssueFilter;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class IssuesApi {
    record NewIssue(
            @Nullable String type,
            @Nullable String title,
            @Nullable String description,
            @Nullable String parent) {}

    record Edit(
            @Nullable String title,
            @Nullable String description,
            @Nullable String assignee,
            int version) {}

    record Status(@Nullable String status) {}

    record NewComment(@Nullable String text) {}

    record CommentAnswer(long id, String author, String text, Instant at) {}

    private final Projects projects;
    private final Issues issues;
    private final Comments comments;
    private final Users users;
    private final IssueAnswer answer;

    IssuesApi(
            Projects projects, Issues issues, Comments comments, Users users, IssueAnswer answer) {
        this.projects = projects;
        this.issues = issues;
        this.comments = comments;
        this.users = users;
        this.answer = answer;
    }

    @PostMapping("/projects/{project}/issues")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, Object> file(
            User caller, @PathVariable String project, @RequestBody NewIssue wish) {
        var issue =
                issues.file(
                        caller,
                        projects.require(caller, project, Role.WRITE),
                        IssueType.of(wish.type()),
                        wish.title(),
                        wish.description(),
                        wish.parent());
        return answer.whole(issue);
    }

    @GetMapping("/projects/{project}/issues")
    Listing<IssueAnswer.Brief> list(
            User caller,
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "0") int offset) {
        var of = projects.require(caller, project, Role.READ);
        var filter =
                new IssueFilter(
                        status == null ? null : IssueStatus.of(status),
                        type == null ? null : IssueType.of(type),
                        null,
                        q);
        var found = answer.list(issues.list(of, filter, Math.max(0, offset), Listing.PAGE + 1));
        return Listing.page(found, Math.max(0, offset), next -> Addresses.list(of, filter, next));
    }

    @GetMapping("/issues/{key}")
    Map<String, Object> get(User caller, @PathVariable String key) {
        return answer.whole(issues.require(caller, key, Role.READ));
    }

    @PutMapping("/issues/{key}")
    Map<String, Object> edit(User caller, @PathVariable String key, @RequestBody Edit edit) {
        var now = issues.require(caller, key, Role.WRITE);
        if (now.version() != edit.version()) {
            throw Problem.conflict(
                    "version: %s is at version %d, the edit is of %d. Read it again first."
                            .formatted(key, now.version(), edit.version()));
        }
        var assignee = edit.assignee() == null ? null : user(edit.assignee());
        return answer.whole(issues.edit(caller, now, edit.title(), edit.description(), assignee));
    }

    @PutMapping("/issues/{key}/status")
    Map<String, Object> move(User caller, @PathVariable String key, @RequestBody Status to) {
        var issue = issues.require(caller, key, Role.WRITE);
        issues.move(caller.actor(), issue.key(), IssueStatus.of(to.status()));
        return answer.whole(issues.require(caller, key, Role.READ));
    }

    @GetMapping("/issues/{key}/comments")
    Listing<CommentAnswer> comments(User caller, @PathVariable String key) {
        var said = comments.of(issues.require(caller, key, Role.READ));
        var authors = users.byIds(said.stream().map(Comment::author).collect(Collectors.toSet()));
        return Listing.of(
                said.stream()
                        .map(comment -> told(comment, authors.get(comment.author())))
                        .toList());
    }

    @PostMapping("/issues/{key}/comments")
    @ResponseStatus(HttpStatus.CREATED)
    CommentAnswer comment(User caller, @PathVariable String key, @RequestBody NewComment wish) {
        Issue issue = issues.require(caller, key, Role.READ);
        return told(comments.add(caller, issue, wish.text()), caller);
    }

    private static CommentAnswer told(Comment comment, @Nullable User author) {
        return new CommentAnswer(
                comment.id(), author == null ? "" : author.name(), comment.text(), comment.at());
    }

    private User user(String name) {
        return users.byName(name)
                .orElseThrow(() ->
                        Problem.invalid(
                                "assignee",
                                "assignee: there is nobody called \"%s\".".formatted(name)));
    }
}
