package dev.fairlead.web;

import gg.jte.Content;
import java.util.Optional;

/** Adds what a downstream module shows above the changes in flight on a project's line board. */
public interface ProjectPanel {
    /** What the user, who may read the project, gets to see; empty for nothing. */
    Optional<Content> panel(long userId, String projectKey);
}
