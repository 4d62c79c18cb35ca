package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Between;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What lies between two ends.
 *
 * @param ends what may be named: environments, and the latest releases
 * @param between null while nothing was asked, or what was asked was refused
 * @param names of all who wrote a commit of it, by id
 */
public record BetweenPage(
        Place place,
        Form form,
        List<String> ends,
        @Nullable Between between,
        Map<Long, String> names) {
    public String url() {
        return "/projects/" + place.projectKey() + "/between";
    }

    /** The other way round. */
    public String turned() {
        return url()
                + "?from="
                + form.value("to")
                + "&to="
                + form.value("from")
                + (form.value("repository").isBlank()
                        ? ""
                        : "&repository=" + form.value("repository"));
    }

    public String names(Collection<Long> writers) {
        return writers.isEmpty()
                ? "nobody: made by the server"
                : writers.stream()
                        .map(id -> names.getOrDefault(id, "somebody"))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    /** {@code "3 commits"}, {@code "more than 1,000 commits"}. */
    public static String count(Between.Changes changes) {
        if (changes.capped()) {
            return "more than %,d commits".formatted(changes.count());
        }
        return changes.count() == 1 ? "1 commit" : changes.count() + " commits";
    }
}
