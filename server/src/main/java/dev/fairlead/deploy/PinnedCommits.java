package dev.fairlead.deploy;

import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Whether what an environment runs of other people's tools may be run: the commit must be one that
 * the default branch of its repository has. A commit on a branch of somebody's own may be anything.
 */
@Component
class PinnedCommits {
    private final Repositories repositories;
    private final Projects projects;
    private final Source source;

    PinnedCommits(Repositories repositories, Projects projects, Source source) {
        this.repositories = repositories;
        this.projects = projects;
        this.source = source;
    }

    /** Refuses a definition that names a commit which may not be run. */
    void require(Project project, Definition definition) {
        of(definition)
                .forEach((field, checkout) ->
                        against(project, checkout)
                                .ifPresent(why -> {
                                    throw Problem.invalid(field, field + ": " + why);
                                }));
    }

    /** Why a definition that was saved once may not be run any more; empty where it may. */
    Optional<String> against(Environment environment) {
        var project = projects.get(environment.projectId());
        return of(environment.definition()).values().stream()
                .flatMap(checkout -> against(project, checkout).stream())
                .findFirst();
    }

    Repository repository(Environment environment, Checkout checkout) {
        return find(projects.get(environment.projectId()), checkout)
                .orElseThrow(() ->
                        Problem.conflict("There is no repository " + checkout.repository() + "."));
    }

    /** The tips of default branches, for who looks for a commit to pin. */
    List<String> tips(Project project) {
        var tips = new ArrayList<String>();
        for (var repository : repositories.of(project)) {
            source.resolve(repository, repository.defaultBranch())
                    .ifPresent(tip ->
                            tips.add(
                                    "%s %s: %s"
                                            .formatted(
                                                    repository.slug(),
                                                    repository.defaultBranch(),
                                                    tip)));
        }
        return tips;
    }

    private Optional<String> against(Project project, Checkout checkout) {
        var repository = find(project, checkout);
        if (repository.isEmpty()) {
            return Optional.of(
                    "%s has no repository \"%s\".".formatted(project.key(), checkout.repository()));
        }
        var branch = repository.get().defaultBranch();
        var tip = source.resolve(repository.get(), branch);
        var commit = source.resolve(repository.get(), checkout.commit());
        if (tip.isPresent()
                && commit.isPresent()
                && source.isAncestor(repository.get(), commit.get(), tip.get())) {
            return Optional.empty();
        }
        return Optional.of(
                "%s of %s does not have the commit %s. Merge it first."
                        .formatted(branch, checkout.repository(), checkout.commit()));
    }

    private Optional<Repository> find(Project project, Checkout checkout) {
        return repositories.of(project).stream()
                .filter(one -> one.slug().equals(checkout.repository()))
                .findFirst();
    }

    private static Map<String, Checkout> of(Definition definition) {
        var all = new LinkedHashMap<String, Checkout>();
        for (int i = 0; i < definition.tasks().size(); i++) {
            var checkout = definition.tasks().get(i).checkout();
            if (checkout != null) {
                all.put("tasks[" + i + "].checkout.commit", checkout);
            }
        }
        if (definition.ansible() != null) {
            all.put("ansible.commit", definition.ansible().checkout());
        }
        return all;
    }
}
