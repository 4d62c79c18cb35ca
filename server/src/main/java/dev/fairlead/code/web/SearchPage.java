package dev.fairlead.code.web;

import dev.fairlead.code.Hits;
import dev.fairlead.web.Place;
import java.util.List;

/** What was found in the files of the default branch. */
public record SearchPage(Place place, Spot spot, String q, List<String> names, Hits hits) {
    public String line(Hits.File file, Hits.Line line) {
        return spot.browse(file.path()) + "&view=source#L" + line.number();
    }

    public boolean isEmpty() {
        return names.isEmpty() && hits.files().isEmpty();
    }
}
