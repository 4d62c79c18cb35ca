package dev.fairlead.deploy.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A sentence that names deployments, cut so that each name can lead to its page. */
public final class Mentions {
    private static final Pattern DEPLOYMENT = Pattern.compile("\\bdeployment (\\d{1,18})\\b");

    private Mentions() {}

    /**
     * A piece of a sentence.
     *
     * @param url where it leads; null for what names nothing
     */
    public record Part(String text, @Nullable String url) {}

    public static List<Part> in(String sentence) {
        var parts = new ArrayList<Part>();
        var found = DEPLOYMENT.matcher(sentence);
        int said = 0;
        while (found.find()) {
            if (found.start() > said) {
                parts.add(new Part(sentence.substring(said, found.start()), null));
            }
            parts.add(new Part(found.group(), "/deployments/" + found.group(1)));
            said = found.end();
        }
        if (said < sentence.length()) {
            parts.add(new Part(sentence.substring(said), null));
        }
        return parts;
    }
}
