package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;

/** A branch or tag that was deleted a while ago, and whether the reader may bring it back. */
public record GonePage(Place place, Repository repository, RestorableRow row, boolean mayRestore) {
    public String kind() {
        return row.tip().isTag() ? "tag" : "branch";
    }

    String sentence() {
        return "%s has no %s %s any more: %s deleted it."
                .formatted(repository, kind(), row.tip().shortName(), row.by());
    }
}
