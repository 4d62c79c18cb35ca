package dev.fairlead.stash.web;

import dev.fairlead.code.CloneAddresses;
import dev.fairlead.code.Repository;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import org.springframework.stereotype.Component;

/** Puts projects and repositories into Stash's words, with the addresses of this server. */
@Component
class Forms {
    private final Projects projects;
    private final CloneAddresses addresses;
    private final String server;

    Forms(Projects projects, CloneAddresses addresses, Settings settings) {
        this.projects = projects;
        this.addresses = addresses;
        this.server = settings.baseUrl().toString();
    }

    StashProject project(Project project) {
        return StashProject.of(project, server);
    }

    StashRepository repository(Repository repository) {
        var project = project(projects.get(repository.projectId()));
        return StashRepository.of(repository, project, addresses, server);
    }

    /** The address of one of our pages. */
    String address(String path) {
        return server + path;
    }
}
