package dev.fairlead.web;

import gg.jte.Content;
import java.util.Optional;

/** Adds what a downstream module shows on a repository's page once something was pushed. */
public interface RepositoryPanel {
    /** What readers get to see above the branches; empty for nothing. */
    Optional<Content> panel(long repositoryId);
}
