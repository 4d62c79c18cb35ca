package dev.fairlead.identity.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a log-in leads to: a page of this server, whatever the link to the log-in said. */
final class ReturnPath {
    private static final Pattern OWN =
            Pattern.compile("/([^/\\\\\\p{Cntrl}][^\\\\\\p{Cntrl}]{0,1000})?");

    private ReturnPath() {}

    static String safe(@Nullable String path) {
        return path != null && OWN.matcher(path).matches() && !path.startsWith("/login")
                ? path
                : "/";
    }
}
