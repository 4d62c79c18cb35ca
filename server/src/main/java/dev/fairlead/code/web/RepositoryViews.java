package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.web.Markdown;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the views of repositories. */
@Component
class RepositoryViews {
    private static final int MOST_BRANCHES = 50;
    private static final int FEW_BRANCHES = 5;
    private static final int LONGEST_README = 256 << 10;

    private final Source source;
    private final Rows rows;
    private final Projects projects;
    private final Settings settings;

    RepositoryViews(Source source, Rows rows, Projects projects, Settings settings) {
        this.source = source;
        this.rows = rows;
        this.projects = projects;
        this.settings = settings;
    }

    Place place(Repository repository) {
        var project = projects.get(repository.projectId());
        return new Place(project.key(), project.name(), Section.CODE);
    }

    /** As one of several: a few branches only, no files. */
    RepositoryPage summary(Repository repository) {
        return page(repository, FEW_BRANCHES, List.of(), null);
    }

    RepositoryPage page(Repository repository) {
        var tip = source.resolve(repository, repository.defaultBranch());
        var entries = tip.map(sha -> source.tree(repository, sha, "")).orElse(List.of());
        var readme = tip.map(sha -> readme(repository, sha, entries)).orElse(null);
        return page(repository, MOST_BRANCHES, entries, readme);
    }

    private RepositoryPage page(
            Repository repository, int most, List<TreeEntry> entries, @Nullable Content readme) {
        var branches = source.branches(repository);
        var shown = branches.subList(0, Math.min(most, branches.size()));
        return new RepositoryPage(
                place(repository),
                repository,
                settings.baseUrl() + repository.clonePath(),
                rows.branches(repository, shown),
                branches.size() - shown.size(),
                entries,
                readme);
    }

    private @Nullable Content readme(Repository repository, String sha, List<TreeEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.name().equalsIgnoreCase("readme.md"))
                .filter(entry -> entry.size() >= 0 && entry.size() <= LONGEST_README)
                .findFirst()
                .flatMap(entry -> source.file(repository, sha, entry.path(), LONGEST_README))
                .map(bytes -> Markdown.of(new String(bytes, StandardCharsets.UTF_8)))
                .orElse(null);
    }
}
