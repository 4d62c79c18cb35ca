package dev.fairlead.code.web;

import dev.fairlead.code.Import;
import dev.fairlead.code.Repository;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import org.jspecify.annotations.Nullable;

/**
 * The import into a repository.
 *
 * @param latest the one that is under way or ended last; null when there never was any
 * @param mayBegin whether the visitor may, and the repository is empty and none is under way
 */
public record ImportPage(
        Place place,
        Repository repository,
        @Nullable Import latest,
        boolean mayAdminister,
        boolean mayBegin,
        Form form) {
    public String url() {
        return repository.url() + "/import";
    }

    /** The product's word for the state. */
    public String state(Import one) {
        return switch (one.state()) {
            case WAITING -> "waiting";
            case RUNNING -> "running";
            case DONE -> "done";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
        };
    }
}
