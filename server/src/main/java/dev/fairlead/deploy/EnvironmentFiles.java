package dev.fairlead.deploy;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.Pushed;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Files that keep environments. An administrator of the project names one once; from then on what
 * is merged into its protected branch makes versions, edited by who merged.
 */
@Component
public class EnvironmentFiles {
    static final String TOPIC = "environment-files";

    private final EnvironmentFileStore store;
    private final Projects projects;
    private final Repositories repositories;
    private final BranchRules rules;
    private final Source source;
    private final Audit audit;
    private final Signals signals;

    EnvironmentFiles(
            EnvironmentFileStore store,
            Projects projects,
            Repositories repositories,
            BranchRules rules,
            Source source,
            Audit audit,
            Signals signals) {
        this.store = store;
        this.projects = projects;
        this.repositories = repositories;
        this.rules = rules;
        this.source = source;
        this.audit = audit;
        this.signals = signals;
    }

    public Optional<EnvironmentFile> of(Project project) {
        return store.find(project.id());
    }

    /** How an environment stands to the file; empty for one that none ever kept. */
    public Optional<EnvironmentFile.Keeping> keeping(Environment environment) {
        return store.keeping(environment.projectId(), environment.name());
    }

    /** The file that would keep these environments as they are. */
    public String text(List<Environment> environments) {
        return EnvironmentsYaml.write(environments);
    }

    /** Names the file; what stands there now is read as soon as it can be. */
    @Transactional
    public EnvironmentFile name(
            User user, String projectKey, @Nullable String slug, @Nullable String path) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        var repository = repository(project, slug);
        var clean = path(path);
        store.name(project.id(), repository.id(), clean, user.id());
        source.resolve(repository, repository.defaultBranch())
                .ifPresent(tip -> store.owe(project.id(), tip, user.id()));
        audit.record(
                user.actor(),
                "environment-file.named",
                project.key(),
                Map.of("repository", repository.slug(), "path", clean));
        signals.raise(TOPIC);
        return store.find(project.id()).orElseThrow();
    }

    /** Its environments stay as they are, and are edited by hand again. */
    @Transactional
    public void forget(User user, String projectKey) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        store.forget(project.id());
        audit.record(user.actor(), "environment-file.forgotten", project.key(), Map.of());
    }

    @EventListener
    @Transactional
    public void on(Pushed pushed) {
        var branch = pushed.repository().defaultBranch();
        for (var move : pushed.branches()) {
            if (move.branch().equals(branch) && move.to() != null) {
                for (var file : store.in(pushed.repository().id())) {
                    store.owe(file.projectId(), move.to(), pushed.pusher().id());
                    signals.raise(TOPIC);
                }
            }
        }
    }

    private Repository repository(Project project, @Nullable String slug) {
        var repository =
                repositories.of(project).stream()
                        .filter(one -> one.slug().equals(slug))
                        .findFirst()
                        .orElseThrow(() ->
                                Problem.invalid(
                                        "repository",
                                        "repository: %s has no \"%s\"."
                                                .formatted(project.key(), slug)));
        if (!rules.of(repository).isProtected(repository.defaultBranch())) {
            throw Problem.invalid(
                    "repository",
                    "repository: %s of %s is not protected. Only what a pull request brought may say where releases run: change its branch rules first."
                            .formatted(repository.defaultBranch(), repository.slug()));
        }
        return repository;
    }

    private static String path(@Nullable String path) {
        var clean = path == null ? "" : path.strip();
        if (!clean.matches("(?!/)(?!(.*/)?\\.{0,2}(/|$))[^\\x00-\\x1f]{1,250}\\.ya?ml")) {
            throw Problem.invalid(
                    "path",
                    "path: must lead from the root of the repository to a file that ends with .yml, such as %s, was \"%s\"."
                            .formatted(EnvironmentFile.USUAL, clean));
        }
        return clean;
    }
}
