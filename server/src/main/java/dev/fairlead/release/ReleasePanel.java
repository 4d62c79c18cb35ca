package dev.fairlead.release;

import dev.fairlead.web.Frame;
import gg.jte.Content;
import java.util.Optional;

/** Adds what a downstream module shows on a release's page, such as where it runs. */
public interface ReleasePanel {
    /** What the user, who may read the release, gets to see; empty for nothing. */
    Optional<Content> panel(long userId, Release release, Frame frame);
}
