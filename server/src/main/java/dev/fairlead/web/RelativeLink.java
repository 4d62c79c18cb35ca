package dev.fairlead.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a link in a file leads within its repository.
 *
 * @param path from the root, never above it
 * @param fragment with its hash sign; empty where there is none
 */
public record RelativeLink(String path, String fragment) {
    private static final Pattern ABSOLUTE = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*|//.*");

    /** Empty for what leads elsewhere, or stays on the same page. */
    public static Optional<RelativeLink> of(String folder, String destination) {
        if (destination.isEmpty()
                || destination.startsWith("#")
                || ABSOLUTE.matcher(destination).matches()) {
            return Optional.empty();
        }
        var hash = destination.indexOf('#');
        var fragment = hash < 0 ? "" : destination.substring(hash);
        var target = hash < 0 ? destination : destination.substring(0, hash);
        var query = target.indexOf('?');
        target = decoded(query < 0 ? target : target.substring(0, query));
        var names = new ArrayList<String>();
        if (!target.startsWith("/")) {
            names.addAll(List.of(folder.split("/")));
        }
        for (var name : target.split("/")) {
            if (name.equals("..")) {
                if (!names.isEmpty()) {
                    names.removeLast();
                }
            } else if (!name.equals(".")) {
                names.add(name);
            }
        }
        names.removeIf(String::isEmpty);
        return Optional.of(new RelativeLink(String.join("/", names), fragment));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
