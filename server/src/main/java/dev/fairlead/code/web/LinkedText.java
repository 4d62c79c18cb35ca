package dev.fairlead.code.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text in parts, some of which lead somewhere. */
public record LinkedText(List<Part> parts) {
    /** A part; url is null for plain text. */
    public record Part(String text, @Nullable String url) {}

    /**
     * @param links addresses by the word that leads there
     */
    static LinkedText of(String text, Map<String, String> links) {
        var parts = new ArrayList<Part>();
        var at = 0;
        if (!links.isEmpty()) {
            var words = links.keySet().stream().map(Pattern::quote);
            var found = Pattern.compile("\\b(" + words.collect(Collectors.joining("|")) + ")\\b");
            for (var match = found.matcher(text); match.find(); at = match.end()) {
                parts.add(new Part(text.substring(at, match.start()), null));
                parts.add(new Part(match.group(), links.get(match.group())));
            }
        }
        parts.add(new Part(text.substring(at), null));
        return new LinkedText(parts);
    }
}
