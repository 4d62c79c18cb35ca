package dev.fairlead.build.web;

import dev.fairlead.build.BuildReports;
import dev.fairlead.code.Repositories;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.RepositoryPanel;
import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Says on a repository's page what to add, as long as it does not say how it is built. */
@Component
class PlanPanel implements RepositoryPanel {
    private final Repositories repositories;
    private final BuildReports reports;
    private final Fragments fragments;

    PlanPanel(Repositories repositories, BuildReports reports, Fragments fragments) {
        this.repositories = repositories;
        this.reports = reports;
        this.fragments = fragments;
    }

    @Override
    public Optional<Content> panel(long repositoryId) {
        var repository = repositories.get(repositoryId);
        return reports.isUnplanned(repository)
                ? Optional.of(fragments.of("build/unplanned", Map.of("repository", repository)))
                : Optional.empty();
    }
}
