package dev.fairlead.deploy;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.code.Repositories;
import dev.fairlead.code.Repository;
import dev.fairlead.deploy.EnvironmentStore.Origin;
import dev.fairlead.fleet.Agent;
import dev.fairlead.fleet.Agents;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** The environments of all projects, behind the door of authorisation. */
@Component
public class Environments {
    private static final int MOST = 50;
    private static final Set<String> TAKEN = Set.of("new", "trials");

    /** An environment as it was saved, and what is worth knowing about it. */
    public record Saved(Environment environment, List<String> remarks) {}

    private final EnvironmentStore store;
    private final Projects projects;
    private final Repositories repositories;
    private final Agents agents;
    private final PinnedCommits commits;
    private final Audit audit;
    private final HostStates hosts;
    private final EnvironmentFileStore files;

    Environments(
            EnvironmentStore store,
            Projects projects,
            Repositories repositories,
            Agents agents,
            PinnedCommits commits,
            Audit audit,
            HostStates hosts,
            EnvironmentFileStore files) {
        this.store = store;
        this.projects = projects;
        this.repositories = repositories;
        this.agents = agents;
        this.commits = commits;
        this.audit = audit;
        this.hosts = hosts;
        this.files = files;
    }

    /** For a user with at least this role in the project; 404 or 403 otherwise. */
    public Environment require(User user, String projectKey, String name, Role role) {
        var project = projects.require(user, projectKey, role);
        return store.find(project.id(), name)
                .orElseThrow(() ->
                        Problem.notFound(
                                "There is no environment \"%s\" in %s."
                                        .formatted(name, projectKey)));
    }

    /** Without a check: for code that works on an object already authorised. */
    public Environment get(long id) {
        return store.get(id);
    }

    /** As it was when a deployment was bound to it. */
    public Environment get(long id, int version) {
        return store.get(id, version);
    }

    /** In the order a release travels. */
    public List<Environment> of(Project project) {
        return store.of(project.id());
    }

    /** The tips of its repositories' default branches, for who looks for a commit to pin. */
    public List<String> tips(Project project) {
        return commits.tips(project);
    }

    public List<HostState> hosts(Environment environment) {
        return hosts.of(environment);
    }

    /** The repository whose releases come here; empty when it is gone. */
    public Optional<Repository> repository(Environment environment) {
        return repositories.of(projects.get(environment.projectId())).stream()
                .filter(one -> one.slug().equals(environment.definition().repository()))
                .findFirst();
    }

    /** Saves a definition, as a new version where it changes one. */
    @Transactional
    public Saved put(User user, String projectKey, String name, JsonNode json) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        requireName(name);
        requireByHand(project, name);
        var definition = DefinitionReader.read(json);
        return save(user.actor(), project, name, definition, Origin.byHand(user.id()));
    }

    Environment restore(
            User user, String projectKey, Environment environment, Definition older, int version) {
        var project = projects.require(user, projectKey, Role.ADMINISTER);
        requireByHand(project, environment.name());
        var origin = new Origin(user.id(), Set.of(), version, null);
        return save(user.actor(), project, environment.name(), older, origin).environment();
    }

    /** Saves what the project's file says; true when that changed anything. */
    boolean keep(Actor by, Project project, String name, Definition definition, Origin origin) {
        var before = store.find(project.id(), name).map(Environment::version).orElse(0);
        return save(by, project, name, definition, origin).environment().version() > before;
    }

    private void requireByHand(Project project, String name) {
        if (files.keeping(project.id(), name).orElse(null) == EnvironmentFile.Keeping.KEPT) {
            var file = files.find(project.id()).orElseThrow();
            throw Problem.conflict(
                    "%s is kept in %s of %s. Change it there, by a pull request."
                            .formatted(
                                    name,
                                    file.path(),
                                    repositories.get(file.repositoryId()).slug()));
        }
    }

    private Saved save(
            Actor actor, Project project, String name, Definition definition, Origin origin) {
        ConnectionsReader.requirePinned(definition);
        AnsibleReader.requireWholeKeys(definition);
        requireFits(project, name, definition);
        commits.require(project, definition);
        var before = store.find(project.id(), name);
        if (before.isPresent() && before.get().definition().equals(definition)) {
            return new Saved(before.get(), remarks(definition));
        }
        var saved = store.put(project.id(), name, definition, origin);
        audit.record(
                actor,
                "environment.edited",
                project.key() + "/" + name,
                Map.of("version", saved.version()));
        return new Saved(saved, remarks(definition));
    }

    static void requireName(String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}") || TAKEN.contains(name)) {
            throw Problem.invalid(
                    "name",
                    "name: must be lower-case letters, digits and dashes, 40 at most, and no page's, was \"%s\"."
                            .formatted(name));
        }
    }

    private void requireFits(Project project, String name, Definition definition) {
        var slugs = repositories.of(project).stream().map(Repository::slug).toList();
        if (!slugs.contains(definition.repository())) {
            throw Problem.invalid(
                    "repository",
                    "repository: %s has no \"%s\"; it has %s."
                            .formatted(
                                    project.key(),
                                    definition.repository(),
                                    slugs.isEmpty() ? "none yet" : String.join(", ", slugs)));
        }
        var others = store.of(project.id()).stream().filter(e -> !e.name().equals(name)).toList();
        if (others.size() >= MOST) {
            throw Problem.conflict("A project may have " + MOST + " environments.");
        }
        if (definition.after() != null) {
            requireAfter(name, definition, others);
        }
    }

    private static void requireAfter(String name, Definition definition, List<Environment> others) {
        var next = definition.after();
        for (int i = 0; i <= others.size() && next != null; i++) {
            var wanted = next;
            var found = others.stream().filter(e -> e.name().equals(wanted)).findFirst();
            if (wanted.equals(name) || found.isEmpty()) {
                throw Problem.invalid(
                        "after",
                        "after: must be another environment that does not come after this one, was \"%s\"."
                                .formatted(definition.after()));
            }
            next = found.get().definition().after();
        }
    }

    /** An agent may come later than the environment that names it; so it is only said. */
    private List<String> remarks(Definition definition) {
        var known =
                agents.all().stream()
                        .filter(agent -> agent.pool().equals(Jobs.DEPLOY_POOL))
                        .collect(Collectors.toMap(Agent::name, agent -> agent, (a, _) -> a));
        var remarks = new ArrayList<String>();
        Stream.concat(
                        definition.hosts().stream().map(Definition.Host::agent),
                        OwnSteps.agents(definition))
                .distinct()
                .forEach(name -> {
                    var agent = known.get(name);
                    if (agent == null) {
                        remarks.add(
                                "No agent \"%s\" of pool deploy has registered yet."
                                        .formatted(name));
                    } else if (!agent.online()) {
                        remarks.add("Agent \"%s\" is away.".formatted(name));
                    }
                });
        return List.copyOf(remarks);
    }
}
