package dev.fairlead.code.web;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.MediaType;

/** Files that a browser shows as pictures, by their name. */
final class Pictures {
    private static final Map<String, String> TYPES =
            Map.of(
                    "png", "image/png",
                    "jpg", "image/jpeg",
                    "jpeg", "image/jpeg",
                    "gif", "image/gif",
                    "webp", "image/webp",
                    "ico", "image/x-icon",
                    "svg", "image/svg+xml");

    private Pictures() {}

    static Optional<MediaType> type(String path) {
        var ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(TYPES.get(ending)).map(MediaType::parseMediaType);
    }
}
