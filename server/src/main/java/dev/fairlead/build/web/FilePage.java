package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildArtifact;
import dev.fairlead.build.PackedEntry;
import dev.fairlead.web.Place;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A look into an artifact: a folder of a jar or zip, or some text.
 *
 * @param folder of the jar or zip, with a slash at its end; empty for its root
 * @param folders below it, by their last names
 * @param entries the files in it
 * @param entry the file of the jar or zip whose text is shown; null for none
 * @param text what stands there; null where it is no text
 */
public record FilePage(
        Place place,
        Build build,
        BuildArtifact file,
        String folder,
        List<String> folders,
        List<PackedEntry> entries,
        @Nullable String entry,
        @Nullable String text) {
    /** The address of a folder of it. */
    public String folderUrl(String name) {
        return url() + "&folder=" + encoded(name);
    }

    /** The address of the text of one of its files. */
    public String entryUrl(String name) {
        return url() + "&entry=" + encoded(name);
    }

    public String downloadUrl() {
        var shown = entry;
        return "/api/v1"
                + build.url()
                + (shown == null
                        ? "/artifacts/" + path(file.name()) + "?job=" + file.job()
                        : "/packed/content?" + query() + "&entry=" + encoded(shown));
    }

    public String url() {
        return build.url() + "/files?" + query();
    }

    private String query() {
        return "job=" + file.job() + "&name=" + encoded(file.name());
    }

    /** What a path must not hold as it is, each part of it encoded. */
    static String path(String name) {
        return encoded(name).replace("%2F", "/").replace("+", "%20");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
