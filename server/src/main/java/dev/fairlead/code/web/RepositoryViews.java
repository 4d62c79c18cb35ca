package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.CloneAddresses;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import gg.jte.Content;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/** Makes the views of repositories. */
@Component
class RepositoryViews {
    private static final int MOST_BRANCHES = 50;
    private static final int FEW_BRANCHES = 5;

    private final Source source;
    private final Browsing browsing;
    private final Prose prose;
    private final Rows rows;
    private final Projects projects;
    private final CloneAddresses addresses;

    RepositoryViews(
            Source source,
            Browsing browsing,
            Prose prose,
            Rows rows,
            Projects projects,
            CloneAddresses addresses) {
        this.source = source;
        this.browsing = browsing;
        this.prose = prose;
        this.rows = rows;
        this.projects = projects;
        this.addresses = addresses;
    }

    Place place(Repository repository) {
        var project = projects.get(repository.projectId());
        return new Place(project.key(), project.name(), Section.CODE);
    }

    /** As one of several: a few branches only, no files. */
    RepositoryPage summary(Repository repository) {
        return page(repository, FEW_BRANCHES, null, null);
    }

    RepositoryPage page(Repository repository) {
        var branch = repository.defaultBranch();
        var tip = source.resolve(repository, branch);
        if (tip.isEmpty()) {
            return page(repository, MOST_BRANCHES, null, null);
        }
        var spot = new Spot(repository, branch, tip.get(), "");
        var entries = entries(spot);
        var readme = prose.readme(spot, entries.list()).orElse(null);
        return page(repository, MOST_BRANCHES, entries, readme);
    }

    /** A folder's entries; what changed each last only where that is known already. */
    Entries entries(Spot spot) {
        var list = source.tree(spot.repository(), spot.sha(), spot.path());
        var commits = browsing.knownLastCommits(spot.repository(), spot.sha(), spot.path());
        return new Entries(spot, list, commits.orElse(null));
    }

    /** Before the first push every page leads to the one that says how to do it. */
    ModelAndView firstPush(Repository repository) {
        return new ModelAndView("redirect:" + repository.url());
    }

    private RepositoryPage page(
            Repository repository, int most, @Nullable Entries entries, @Nullable Content readme) {
        var branches = source.branches(repository);
        var shown = branches.subList(0, Math.min(most, branches.size()));
        return new RepositoryPage(
                place(repository),
                repository,
                addresses.http(repository),
                addresses.ssh(repository).orElse(null),
                rows.branches(repository, shown),
                branches.size() - shown.size(),
                entries,
                readme);
    }
}
