package dev.fairlead.deploy;

import dev.fairlead.deploy.HostQuestionStore.Purpose;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec.TryHost;
import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.HostTried;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Tries the hosts of a definition before anything is saved. */
@Component
public class Trials {
    private static final int PRIORITY = 15;

    /** A trial under way or answered. */
    public record Trial(long job, String host, String waiting, Optional<HostTried> answer) {}

    private final Projects projects;
    private final HostQuestionStore questions;
    private final Jobs jobs;
    private final EnvironmentStore environments;
    private final StepSecrets secrets;

    Trials(
            Projects projects,
            HostQuestionStore questions,
            Jobs jobs,
            EnvironmentStore environments,
            StepSecrets secrets) {
        this.projects = projects;
        this.questions = questions;
        this.jobs = jobs;
        this.environments = environments;
        this.secrets = secrets;
    }

    /**
     * Queues the trial of each host; only who may save the environment may try it.
     *
     * @param environment whose secrets open the way to the hosts; null for one that is not saved
     *     yet, and has none
     */
    @Transactional
    public List<Trial> begin(
            User user, String projectKey, @Nullable String environment, JsonNode json) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        var definition = DefinitionReader.read(json);
        var saved =
                environment == null
                        ? Optional.<Environment>empty()
                        : environments.find(project.id(), environment);
        return definition.hosts().stream()
                .map(host -> begin(project.id(), saved, definition, host))
                .toList();
    }

    private Trial begin(
            long project,
            Optional<Environment> saved,
            Definition definition,
            Definition.Host host) {
        var spec =
                new TryHost(
                        host.name(),
                        host.folder(),
                        host.address(),
                        host.port(),
                        definition.seats(host),
                        Reaches.of(definition, host),
                        null);
        var job = jobs.queue(Jobs.DEPLOY_POOL, host.agent(), PRIORITY, spec, Provision.NOTHING);
        saved.ifPresent(environment -> secrets.giveKeys(environment, spec, job));
        questions.ask(job, project, null, host.name(), Purpose.TRIAL);
        return new Trial(job, host.name(), "", Optional.empty());
    }

    public Trial get(User user, String projectKey, long job) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        var question =
                questions
                        .find(job)
                        .filter(one -> one.projectId() == project.id())
                        .filter(one -> one.purpose() == Purpose.TRIAL)
                        .orElseThrow(() -> Problem.notFound("There is no trial " + job + "."));
        return switch (question.answer()) {
            case HostTried tried -> new Trial(job, question.host(), "", Optional.of(tried));
            case null -> new Trial(job, question.host(), jobs.whyWaiting(job), Optional.empty());
            case Outcome other -> throw new IllegalStateException("This is a bug: " + other);
        };
    }
}
