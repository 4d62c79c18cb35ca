package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Issue;
import dev.fairlead.issue.Issues;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.Proposal;
import dev.fairlead.review.PullRequests;
import dev.fairlead.web.Form;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form of a new pull request. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/pull-requests")
class ProposalPages {
    private final PullRequests pullRequests;
    private final Repositories repositories;
    private final Source source;
    private final Issues issues;
    private final Surroundings surroundings;

    ProposalPages(
            PullRequests pullRequests,
            Repositories repositories,
            Source source,
            Issues issues,
            Surroundings surroundings) {
        this.pullRequests = pullRequests;
        this.repositories = repositories;
        this.source = source;
        this.issues = issues;
        this.surroundings = surroundings;
    }

    @GetMapping("/new")
    ModelAndView form(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String source) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var title = issue(source).map(Issue::title).orElse("");
        return form(
                repository,
                Form.of(
                        Map.of(
                                "source",
                                source,
                                "target",
                                repository.defaultBranch(),
                                "title",
                                title)));
    }

    @PostMapping
    ModelAndView open(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam Map<String, String> typed) {
        var repository = repositories.require(user, key, slug, Role.WRITE);
        var form = Form.of(new HashMap<>(typed));
        try {
            var wanted =
                    new Proposal(
                            form.value("title"),
                            form.value("description"),
                            form.value("source"),
                            form.value("target"),
                            List.of());
            var opened = pullRequests.open(user, repository, wanted);
            return new ModelAndView("redirect:" + repository.url() + opened.path());
        } catch (Problem refusal) {
            return form(repository, form.refused(refusal));
        }
    }

    private ModelAndView form(Repository repository, Form form) {
        var key = issue(form.value("source")).map(Issue::key).orElse(null);
        var proposal =
                new PullRequestPage.Proposal(
                        surroundings.place(repository),
                        repository,
                        source.branches(repository),
                        surroundings.line(key));
        return new ModelAndView("review/new", Map.of("proposal", proposal, "form", form));
    }

    private Optional<Issue> issue(String branch) {
        return Issues.keysIn(branch).stream().findFirst().flatMap(issues::find);
    }
}
