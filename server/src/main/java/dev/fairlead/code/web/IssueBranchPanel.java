package dev.fairlead.code.web;

import dev.fairlead.code.IssueBranches;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.IssueStatus;
import dev.fairlead.issue.IssueType;
import dev.fairlead.issue.Issues;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.Frame;
import dev.fairlead.web.IssuePanel;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** "Create branch" on an issue's page: there as long as the issue has none, for who may push. */
@Controller
@Order(10)
class IssueBranchPanel implements IssuePanel {
    private final Issues issues;
    private final Projects projects;
    private final Repositories repositories;
    private final IssueBranches branches;
    private final Source source;
    private final Access access;
    private final Users users;
    private final Fragments fragments;

    IssueBranchPanel(
            Issues issues,
            Projects projects,
            Repositories repositories,
            IssueBranches branches,
            Source source,
            Access access,
            Users users,
            Fragments fragments) {
        this.issues = issues;
        this.projects = projects;
        this.repositories = repositories;
        this.branches = branches;
        this.source = source;
        this.access = access;
        this.users = users;
        this.fragments = fragments;
    }

    @Override
    public Spot spot() {
        return Spot.ACTIONS;
    }

    @Override
    public Optional<Content> panel(long userId, String issueKey, Frame frame) {
        var issue = issues.find(issueKey).orElseThrow();
        if (issue.status() == IssueStatus.DONE
                || issue.type() == IssueType.EPIC
                || !access.may(users.get(userId), issue.projectId(), Role.WRITE)) {
            return Optional.empty();
        }
        var taken =
                source.branchesOf(issueKey).stream()
                        .map(branch -> branch.repository().id())
                        .collect(Collectors.toSet());
        var without =
                repositories.of(projects.get(issue.projectId())).stream()
                        .filter(repository -> !taken.contains(repository.id()))
                        .toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        fragments.of(
                                "code/create-branch",
                                Map.of(
                                        "frame",
                                        frame,
                                        "issue",
                                        issue,
                                        "name",
                                        Issues.branchName(issue),
                                        "repositories",
                                        filled(without))));
    }

    /** Those that something was pushed to; all where none is, to be refused with what to do. */
    private List<Repository> filled(List<Repository> all) {
        var filled = all.stream().filter(source::isFilled).toList();
        return filled.isEmpty() ? all : filled;
    }

    @PostMapping("/issues/{key}/branches")
    String create(
            User user,
            @PathVariable String key,
            @RequestParam @Nullable String repository,
            HttpServletResponse response) {
        try {
            var branch = branches.create(user, key, repository);
            Flash.say(response, "Branch " + branch.name() + " is there: fetch and check it out.");
        } catch (Problem problem) {
            if (problem.status() != 409) {
                throw problem;
            }
            Flash.say(response, problem.detail());
        }
        return "redirect:/issues/" + Addresses.encoded(key);
    }
}
