package dev.fairlead.deploy;

import dev.fairlead.audit.Audit;
import dev.fairlead.code.Source;
import dev.fairlead.deploy.HostQuestionStore.Purpose;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Registers what an environment runs already: the line from which changes are counted. */
@Component
public class Adoptions {
    private final Environments environments;
    private final AdoptionStore store;
    private final Observations observations;
    private final Source source;
    private final Projects projects;
    private final Audit audit;

    Adoptions(
            Environments environments,
            AdoptionStore store,
            Observations observations,
            Source source,
            Projects projects,
            Audit audit) {
        this.environments = environments;
        this.store = store;
        this.observations = observations;
        this.source = source;
        this.projects = projects;
        this.audit = audit;
    }

    /**
     * @param version as people call it
     * @param ref the commit it was built from: a tag, a branch, or 40 hex digits
     */
    @Transactional
    public Adoption adopt(User user, String projectKey, String name, String version, String ref) {
        var environment = environments.require(user, projectKey, name, Role.ADMINISTER);
        if (!version.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}")) {
            throw Problem.invalid(
                    "version",
                    "version: must be letters, digits and ._+-, 64 at most, was \"%s\"."
                            .formatted(version));
        }
        var commit =
                environments
                        .repository(environment)
                        .flatMap(repository -> source.resolve(repository, ref))
                        .orElseThrow(() ->
                                Problem.invalid(
                                        "commit",
                                        "commit: %s has no commit \"%s\"."
                                                .formatted(
                                                        environment.definition().repository(),
                                                        ref)));
        var adoption = store.insert(environment.id(), version, commit, user.id());
        observations.look(environment, Purpose.ADOPTION);
        audit.record(
                user.actor(),
                "environment.adopted",
                projects.get(environment.projectId()).key() + "/" + name,
                Map.of("version", version, "commit", commit));
        return adoption;
    }

    public Optional<Adoption> latest(Environment environment) {
        return store.latest(environment.id());
    }
}
