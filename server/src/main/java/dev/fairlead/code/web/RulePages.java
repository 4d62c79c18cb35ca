package dev.fairlead.code.web;

import dev.fairlead.code.BranchRule;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.RefVerb;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.RuleTrial;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** A repository's branch rules: readers see and try them, administrators write them. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/settings/branches")
class RulePages {
    private final Repositories repositories;
    private final BranchRules rules;
    private final RuleTrial trials;
    private final RepositoryViews views;
    private final Users users;
    private final Access access;

    RulePages(
            Repositories repositories,
            BranchRules rules,
            RuleTrial trials,
            RepositoryViews views,
            Users users,
            Access access) {
        this.repositories = repositories;
        this.rules = rules;
        this.trials = trials;
        this.views = views;
        this.users = users;
        this.access = access;
    }

    @GetMapping
    ModelAndView page(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam @Nullable String pattern,
            @RequestParam Map<String, String> asked) {
        var repository = repositories.require(user, key, slug, Role.READ);
        var form =
                pattern == null
                        ? RuleForm.empty()
                        : rules.of(repository)
                                .of(pattern)
                                .map(RuleForm::of)
                                .orElse(RuleForm.empty());
        var trial = Form.of(asked);
        if (trial.value("who").isBlank()) {
            return view(user, repository, form, trial, null);
        }
        try {
            return view(user, repository, form, trial, answer(repository, trial));
        } catch (Problem problem) {
            return view(user, repository, form, trial.refused(problem), null);
        }
    }

    /** Puts one rule in the place of the one with its pattern, or beside the others. */
    @PostMapping
    ModelAndView save(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "-1") long version,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        var form = Form.of(typed);
        try {
            var rule = RuleForm.rule(form);
            var all = others(repository, rule.pattern().toString());
            all.add(rule);
            rules.put(user, repository, version, all);
            Flash.say(response, "The rule for %s holds from now on.".formatted(rule.pattern()));
            return new ModelAndView("redirect:" + repository.url() + "/settings/branches");
        } catch (Problem problem) {
            var view = view(user, repository, form.refused(problem), Form.empty(), null);
            view.setStatus(HttpStatusCode.valueOf(problem.status()));
            return view;
        }
    }

    @PostMapping("/removal")
    ModelAndView remove(
            User user,
            @PathVariable String key,
            @PathVariable String slug,
            @RequestParam(defaultValue = "-1") long version,
            @RequestParam(defaultValue = "") String pattern,
            HttpServletResponse response) {
        var repository = repositories.require(user, key, slug, Role.ADMINISTER);
        rules.put(user, repository, version, others(repository, pattern));
        Flash.say(response, "The rule for %s is gone.".formatted(pattern));
        return new ModelAndView("redirect:" + repository.url() + "/settings/branches");
    }

    private List<BranchRule> others(Repository repository, String pattern) {
        var all = new ArrayList<>(rules.of(repository).rules());
        all.removeIf(rule -> rule.pattern().toString().equals(pattern));
        return all;
    }

    private String answer(Repository repository, Form trial) {
        var who =
                users.byName(trial.value("who").strip())
                        .orElseThrow(() ->
                                Problem.invalid(
                                        "who",
                                        "who: there is nobody called \"%s\"."
                                                .formatted(trial.value("who"))));
        var verb =
                Arrays.stream(RefVerb.values())
                        .filter(one -> one.word().equals(trial.value("verb")))
                        .findFirst()
                        .orElse(RefVerb.PUSH);
        var why = trials.refusal(who, repository, verb, trial.value("ref").strip());
        return why == null ? "It would pass." : "It would be refused: " + why + ".";
    }

    private ModelAndView view(
            User user, Repository repository, Form form, Form trial, @Nullable String answer) {
        return new ModelAndView(
                "code/rules",
                Map.of(
                        "page",
                        new RulePage(
                                views.place(repository),
                                repository,
                                rules.of(repository),
                                access.may(user, repository.projectId(), Role.ADMINISTER),
                                form,
                                trial,
                                answer)));
    }
}
