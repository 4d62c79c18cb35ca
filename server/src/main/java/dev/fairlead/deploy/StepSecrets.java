package dev.fairlead.deploy;

import dev.fairlead.issue.Projects;
import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Ways;
import dev.fairlead.vault.KnownEnvironments;
import dev.fairlead.vault.Purpose;
import dev.fairlead.vault.SecretGrants;
import dev.fairlead.vault.SecretUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Gives the commands of a deployment the secrets that are granted to their environment. */
@Component
class StepSecrets implements KnownEnvironments {
    private final SecretGrants grants;
    private final Environments environments;
    private final EnvironmentStore store;
    private final Projects projects;

    StepSecrets(
            SecretGrants grants,
            Environments environments,
            EnvironmentStore store,
            Projects projects) {
        this.grants = grants;
        this.environments = environments;
        this.store = store;
        this.projects = projects;
    }

    /**
     * Gives a job of a deployment the keys of its ways, and a command all else that is granted. A
     * secret that opens the way to any of the environment's hosts is for no command.
     */
    void give(Environment environment, Deployment deployment, JobSpec spec, long job) {
        give(environment, deployment, Map.of(job, spec));
    }

    /** The same for several jobs, each with what it is to do. */
    void give(Environment environment, Deployment deployment, Map<Long, JobSpec> jobs) {
        var ways = Reaches.keys(environment.definition());
        var which = new LinkedHashMap<Long, Predicate<String>>();
        jobs.forEach((job, spec) -> which.put(job, given(spec, ways)));
        give(environment, "deployment " + deployment.id(), deployment.url(), which);
    }

    private static Predicate<String> given(JobSpec spec, Set<String> ways) {
        var own = Ways.keys(spec);
        var command = wants(spec);
        return name -> own.contains(name) || (command && !ways.contains(name));
    }

    /** Gives a job that runs no command the keys of its ways. */
    void giveKeys(Environment environment, JobSpec spec, long job) {
        var keys = Ways.keys(spec);
        if (keys.isEmpty()) {
            return;
        }
        var project = projects.get(environment.projectId()).key();
        give(
                environment,
                "environment " + environment.name(),
                environment.url(project),
                Map.of(job, keys::contains));
    }

    private void give(
            Environment environment, String by, String url, Map<Long, Predicate<String>> which) {
        var use = new SecretUse(Purpose.ENVIRONMENT, environment.name(), "", by, url);
        environments
                .repository(environment)
                .ifPresent(repository -> grants.giveGranted(repository, use, which));
    }

    /** Who runs a command, or shows a token to Prometheus. */
    private static boolean wants(JobSpec spec) {
        if (spec instanceof CheckHost looks) {
            return looks.checks().stream().anyMatch(StepSecrets::wants);
        }
        return spec instanceof RunPlay
                || (spec instanceof RunHostStep step && !step.command().isBlank());
    }

    private static boolean wants(Check check) {
        return switch (check) {
            case Check.Command _ -> true;
            case Check.Prometheus query -> query.token() != null;
            case Check.Http _, Check.Tcp _ -> false;
        };
    }

    @Override
    public List<String> of(long projectId) {
        return store.of(projectId).stream().map(Environment::name).toList();
    }
}
