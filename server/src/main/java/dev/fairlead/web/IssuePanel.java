package dev.fairlead.web;

import gg.jte.Content;
import java.util.Optional;

/**
 * Adds what a downstream module shows on an issue's page. Several for one spot stand in the order
 * of their {@code @Order}. Content comes from {@link Fragments}.
 */
public interface IssuePanel {
    /** Where on the page it stands. */
    enum Spot {
        /** Buttons and small forms beside the title. */
        ACTIONS,
        /** Panels ({@code <section class="panel">}) in the right column. */
        SIDE
    }

    Spot spot();

    /** What the user, who may read the issue, gets to see; empty for nothing. */
    Optional<Content> panel(long userId, String issueKey, Frame frame);
}
