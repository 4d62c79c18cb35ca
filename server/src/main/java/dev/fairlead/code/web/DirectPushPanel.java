package dev.fairlead.code.web;

import dev.fairlead.code.BranchRules;
import dev.fairlead.code.Repositories;
import dev.fairlead.web.Fragments;
import dev.fairlead.web.RepositoryPanel;
import gg.jte.Content;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Says on a repository's page that its default branch takes more than pull requests. */
@Component
@Order(0)
class DirectPushPanel implements RepositoryPanel {
    private final Repositories repositories;
    private final BranchRules rules;
    private final Fragments fragments;

    DirectPushPanel(Repositories repositories, BranchRules rules, Fragments fragments) {
        this.repositories = repositories;
        this.rules = rules;
        this.fragments = fragments;
    }

    @Override
    public Optional<Content> panel(long repositoryId) {
        var repository = repositories.get(repositoryId);
        return rules.of(repository).letsPush(repository.defaultBranch())
                ? Optional.of(fragments.of("code/direct-push", Map.of("repository", repository)))
                : Optional.empty();
    }
}
