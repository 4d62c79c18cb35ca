package dev.fairlead.review.web;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.review.Amendment;
import dev.fairlead.review.PullRequest;
import dev.fairlead.review.PullRequests;
import dev.fairlead.review.Reviewer;
import dev.fairlead.review.Reviewers;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form that changes what a pull request says, where it goes and who is asked to review. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/pull-requests/{number}")
class AmendmentPages {
    private final PullRequests pullRequests;
    private final Reviewers reviewers;
    private final Repositories repositories;
    private final Source source;
    private final Users users;
    private final Surroundings surroundings;

    AmendmentPages(
            PullRequests pullRequests,
            Reviewers reviewers,
            Repositories repositories,
            Source source,
            Users users,
            Surroundings surroundings) {
        this.pullRequests = pullRequests;
        this.reviewers = reviewers;
        this.repositories = repositories;
        this.source = source;
        this.users = users;
        this.surroundings = surroundings;
    }

    @GetMapping("/edit")
    ModelAndView form(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var pr = pullRequests.get(repository, number);
        pullRequests.requireMayAmend(user, repository, pr);
        var now =
                Map.of(
                        "title", pr.title(),
                        "description", pr.description(),
                        "target", pr.target(),
                        "version", Integer.toString(pr.version()));
        return form(repository, pr, asked(pr), Form.of(now));
    }

    @PostMapping
    ModelAndView save(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @PathVariable int number,
            @RequestParam Map<String, String> typed,
            @RequestParam(defaultValue = "-1") int version,
            @RequestParam(required = false) @Nullable List<String> reviewer,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var asked = reviewer == null ? List.<String>of() : reviewer;
        var wanted =
                new Amendment(
                        version,
                        typed.get("title"),
                        typed.get("description"),
                        typed.get("target"),
                        asked);
        try {
            var pr = pullRequests.amend(user, repository, number, wanted);
            return new ModelAndView("redirect:" + repository.url() + pr.path());
        } catch (Problem problem) {
            if (problem.status() < 409 && problem.status() != 400) {
                throw problem;
            }
            response.setStatus(problem.status());
            var pr = pullRequests.get(repository, number);
            return form(repository, pr, asked, Form.of(typed).refused(problem));
        }
    }

    private ModelAndView form(
            Repository repository, PullRequest pr, Collection<String> asked, Form form) {
        var candidates = new TreeSet<>(reviewers.candidates(repository, pr));
        candidates.addAll(asked);
        var page =
                new PullRequestPage.Amending(
                        surroundings.place(repository),
                        repository,
                        pr,
                        source.branches(repository),
                        List.copyOf(candidates),
                        Set.copyOf(asked),
                        surroundings.line(pr.issue()));
        return new ModelAndView("review/edit", Map.of("page", page, "form", form));
    }

    private List<String> asked(PullRequest pr) {
        return reviewers.of(pr).stream()
                .filter(Reviewer::asked)
                .map(one -> users.get(one.user()).name())
                .toList();
    }
}
