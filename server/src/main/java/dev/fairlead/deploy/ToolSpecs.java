package dev.fairlead.deploy;

import dev.fairlead.fleet.Provision;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.JobSpec;
import dev.fairlead.protocol.JobSpec.RunHostStep;
import dev.fairlead.protocol.JobSpec.RunHostStep.Artifact;
import dev.fairlead.protocol.JobSpec.RunPlay;
import dev.fairlead.protocol.Play;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Makes the jobs of plays, and says what the agent of any step may fetch. */
@Component
class ToolSpecs {
    private final Projects projects;
    private final PinnedCommits commits;
    private final Settings settings;

    ToolSpecs(Projects projects, PinnedCommits commits, Settings settings) {
        this.projects = projects;
        this.commits = commits;
        this.settings = settings;
    }

    Provision provision(Environment environment, Deployment deployment, Step step, JobSpec spec) {
        if (spec instanceof RunPlay) {
            var checkout = ansible(environment).checkout();
            return Provision.sourceAndBlob(
                    commits.repository(environment, checkout).id(),
                    checkout.commit(),
                    deployment.sha256());
        }
        if (step.name() == StepName.TASK) {
            var checkout = environment.definition().tasks().get(step.part()).checkout();
            return checkout == null
                    ? Provision.NOTHING
                    : Provision.source(
                            commits.repository(environment, checkout).id(), checkout.commit());
        }
        return spec instanceof RunHostStep run && run.artifact() != null
                ? Provision.blob(deployment.sha256())
                : Provision.NOTHING;
    }

    RunPlay play(Environment environment, Deployment deployment) {
        var definition = environment.definition();
        var ansible = ansible(environment);
        var from = ansible.from();
        var play =
                new Play(
                        Long.toString(environment.id()),
                        from == null ? null : new Play.Tool(from.url(), from.commit()),
                        ansible.playbook(),
                        definition.hosts().stream().map(host -> host(definition, host)).toList(),
                        variables(environment, deployment, ansible),
                        ansible.tags(),
                        ansible.limit(),
                        ansible.forks(),
                        ansible.vaultPassword());
        return new RunPlay(
                play,
                new Artifact(deployment.artifact(), deployment.sha256(), deployment.size()),
                (int) ansible.timeout().toSeconds());
    }

    private static Ansible ansible(Environment environment) {
        return Objects.requireNonNull(environment.definition().ansible());
    }

    private Map<String, Object> variables(
            Environment environment, Deployment deployment, Ansible ansible) {
        var all = new HashMap<>(ansible.variables());
        all.put("fairlead_version", deployment.version());
        all.put("fairlead_sha256", deployment.sha256());
        all.put("fairlead_environment", environment.name());
        all.put("fairlead_deployment", deployment.id());
        all.put("fairlead_artifact_url", address(environment, deployment));
        return all;
    }

    /** Whoever fetches from there shows a token that may read the project. */
    private String address(Environment environment, Deployment deployment) {
        return "%s/api/v1/projects/%s/repositories/%s/releases/%s/artifacts/%s"
                .formatted(
                        settings.baseUrl(),
                        projects.get(environment.projectId()).key(),
                        environment.definition().repository(),
                        deployment.version(),
                        URLEncoder.encode(deployment.artifact(), StandardCharsets.UTF_8));
    }

    private static Play.Host host(Definition definition, Definition.Host host) {
        var variables = new HashMap<String, Object>(definition.variables());
        variables.putAll(host.variables());
        variables.put("fairlead_folder", host.folder());
        variables.put("fairlead_address", host.address());
        variables.put("fairlead_port", host.port());
        var group = host.group();
        return new Play.Host(
                host.name(),
                host.address(),
                group == null ? List.of() : List.of(group),
                variables,
                Reaches.of(definition, host));
    }
}
