package dev.fairlead.review.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.util.List;

/** Which builds a repository's merges wait for. */
public record CheckPage(
        Place place, Repository repository, List<Row> builds, boolean mayAdminister, Form form) {
    /** A build and whose word on it counts, as names. */
    public record Row(String key, boolean own, String posters) {}

    public String url() {
        return repository.url() + "/settings/checks";
    }

    /** Fairlead's own stays where it is the only one. */
    public boolean removable(Row row) {
        return builds.size() > 1 || !row.own();
    }

    public boolean ownIsMissing() {
        return builds.stream().noneMatch(Row::own);
    }
}
