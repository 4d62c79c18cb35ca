package dev.fairlead.deploy;

import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.Reach;
import org.springframework.stereotype.Component;

/** The ways over SSH that environments name, for what agents do near hosts besides deploying. */
@Component
public class EnvironmentWays {
    private final EnvironmentStore environments;
    private final StepSecrets secrets;
    private final Projects projects;

    EnvironmentWays(EnvironmentStore environments, StepSecrets secrets, Projects projects) {
        this.environments = environments;
        this.secrets = secrets;
        this.projects = projects;
    }

    /** Where a way leads; a problem of the field "through" says why it leads nowhere. */
    public Reach get(long project, WayName name) {
        var definition = environment(project, name).definition();
        var way = definition.connection(name.connection());
        if (way == null) {
            throw refused(
                    "%s has no connection \"%s\"".formatted(name.environment(), name.connection()));
        }
        if (way.address() == null) {
            throw refused(
                    "the connection \"%s\" of %s leads to whatever host names it; give it an address"
                            .formatted(way.name(), name.environment()));
        }
        var reach = Reaches.of(definition, way);
        for (var one : reach.chain()) {
            if (one.hostKey().isEmpty()) {
                throw refused(
                        "%s:%d is not known by its key; put it into the connection (hostKey)"
                                .formatted(one.address(), one.port()));
            }
        }
        return reach;
    }

    /** Gives a job the keys of the ways that it goes, as far as they are the environment's. */
    public void giveKeys(long project, WayName name, JobSpec spec, long job) {
        secrets.giveKeys(environment(project, name), spec, job);
    }

    private Environment environment(long projectId, WayName name) {
        var project = projects.get(projectId);
        return environments
                .find(projectId, name.environment())
                .orElseThrow(() ->
                        refused(
                                "%s has no environment \"%s\""
                                        .formatted(project.key(), name.environment())));
    }

    private static Problem refused(String what) {
        return Problem.invalid("through", "through: " + what + ".");
    }
}
