package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Adoptions;
import dev.fairlead.deploy.Candidates;
import dev.fairlead.deploy.Candidates.Candidate;
import dev.fairlead.deploy.Choice;
import dev.fairlead.deploy.Decision;
import dev.fairlead.deploy.Decisions;
import dev.fairlead.deploy.DefinitionVersions;
import dev.fairlead.deploy.DefinitionView;
import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.Deployments;
import dev.fairlead.deploy.Drifts;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.EnvironmentFiles;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.HostHistory;
import dev.fairlead.deploy.OutOfPool;
import dev.fairlead.deploy.Prefetch;
import dev.fairlead.deploy.Promotions;
import dev.fairlead.deploy.Rollbacks;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Gathers what the page of an environment shows. */
@Component
class EnvironmentViews {
    private static final int HISTORY = 30;
    private static final int EDITS = 10;
    private static final int CHANGES = 8;

    private final Environments environments;
    private final Deployments deployments;
    private final Candidates candidates;
    private final Promotions promotions;
    private final Prefetch prefetch;
    private final Decisions decisions;
    private final Adoptions adoptions;
    private final Rollbacks rollbacks;
    private final Drifts drifts;
    private final HostHistory hosts;
    private final OutOfPool out;
    private final DefinitionVersions versions;
    private final EnvironmentFiles files;
    private final Projects projects;
    private final Access access;
    private final Users users;
    private final JsonMapper json;

    EnvironmentViews(
            Environments environments,
            Deployments deployments,
            Candidates candidates,
            Promotions promotions,
            Prefetch prefetch,
            Decisions decisions,
            Adoptions adoptions,
            Rollbacks rollbacks,
            Drifts drifts,
            HostHistory hosts,
            OutOfPool out,
            DefinitionVersions versions,
            EnvironmentFiles files,
            Projects projects,
            Access access,
            Users users,
            JsonMapper json) {
        this.environments = environments;
        this.deployments = deployments;
        this.candidates = candidates;
        this.promotions = promotions;
        this.prefetch = prefetch;
        this.decisions = decisions;
        this.adoptions = adoptions;
        this.rollbacks = rollbacks;
        this.drifts = drifts;
        this.hosts = hosts;
        this.out = out;
        this.versions = versions;
        this.files = files;
        this.projects = projects;
        this.access = access;
        this.users = users;
        this.json = json;
    }

    EnvironmentPage page(User user, Environment environment, Form form) {
        var project = projects.get(environment.projectId());
        var definition = DefinitionView.json(environment.definition());
        var back = back(user, environment);
        return new EnvironmentPage(
                new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                environment,
                environments.hosts(environment),
                out.of(environment),
                candidates.of(environment).map(one -> offer(user, environment, one)).orElse(null),
                back.orElse(null),
                promotions.isPromoter(user, environment)
                        ? further(environment, back.map(EnvironmentPage.Back::version).orElse(""))
                        : List.of(),
                deployments.of(environment, HISTORY),
                drifts.open(List.of(environment)),
                hosts.changes(environment, Instant.now().plusSeconds(60), CHANGES),
                edits(environment),
                adoptions.latest(environment).orElse(null),
                rollbacks.readiness(environment).orElse(null),
                rollbacks.mayLook(user, environment),
                form,
                json.writerWithDefaultPrettyPrinter().writeValueAsString(definition),
                files.keeping(environment).orElse(null),
                access.may(user, project.id(), Role.ADMINISTER));
    }

    private EnvironmentPage.Offer offer(User user, Environment environment, Candidate candidate) {
        return new EnvironmentPage.Offer(
                candidate.release().version(),
                candidate.sha256(),
                candidate.since(),
                promotions.reasons(user, environment, candidate.release()),
                environment.definition().prefetch()
                        ? new EnvironmentPage.Copies(
                                prefetch.of(environment, candidate.sha256()),
                                environment.definition().hosts().size())
                        : null);
    }

    /** As the page of that deployment offers it, and as the readiness tells of it. */
    private Optional<EnvironmentPage.Back> back(User user, Environment environment) {
        return deployments
                .lastBegun(environment)
                .flatMap(last ->
                        decisions.choices(user, last).stream()
                                .filter(choice ->
                                        choice.decision() == Decision.ROLLBACK && choice.mine())
                                .findFirst()
                                .flatMap(choice -> back(last, choice)));
    }

    private Optional<EnvironmentPage.Back> back(Deployment last, Choice choice) {
        return deployments
                .before(last)
                .map(before ->
                        new EnvironmentPage.Back(
                                last, before.version(), choice.sentence(), choice.follows()));
    }

    private List<Deployment> further(Environment environment, String back) {
        return candidates.before(environment).stream()
                .filter(one -> !one.version().equals(back))
                .toList();
    }

    private List<EnvironmentPage.Edit> edits(Environment environment) {
        return versions.of(environment, Integer.MAX_VALUE).stream()
                .limit(EDITS)
                .map(edit ->
                        new EnvironmentPage.Edit(
                                edit.version(), users.get(edit.editor()).displayName(), edit.at()))
                .toList();
    }
}
