package dev.fairlead.deploy;

import dev.fairlead.protocol.Check;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.CheckHost;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.vault.KnownEnvironments;
import dev.fairlead.vault.Purpose;
import dev.fairlead.vault.SecretGrants;
import dev.fairlead.vault.SecretUse;
import java.util.List;
import org.springframework.stereotype.Component;

/** Gives the commands of a deployment the secrets that are granted to their environment. */
@Component
class StepSecrets implements KnownEnvironments {
    private final SecretGrants grants;
    private final Environments environments;
    private final EnvironmentStore store;

    StepSecrets(SecretGrants grants, Environments environments, EnvironmentStore store) {
        this.grants = grants;
        this.environments = environments;
        this.store = store;
    }

    void give(Environment environment, Deployment deployment, JobSpec spec, long job) {
        if (wants(spec)) {
            var use =
                    new SecretUse(
                            Purpose.ENVIRONMENT,
                            environment.name(),
                            "",
                            "deployment " + deployment.id(),
                            deployment.url());
            environments
                    .repository(environment)
                    .ifPresent(repository -> grants.giveGranted(repository, use, job));
        }
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
