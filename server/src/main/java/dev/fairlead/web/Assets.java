package dev.fairlead.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * Style sheet, script and icon. Every component has a file of its own in the sources; a page asks
 * for one of each kind, put together at the start. The version in the address is a hash of the
 * bytes: a browser keeps them for a year and asks again as soon as they are others.
 */
@Controller
class Assets {
    private static final String HTMX =
            "classpath:/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

    private record Asset(MediaType type, String text) {}

    private final Map<String, Asset> assets =
            Map.of(
                    "fairlead.css",
                    new Asset(
                            MediaType.parseMediaType("text/css;charset=utf-8"),
                            read("classpath:/assets/css/*.css")),
                    "fairlead.js",
                    new Asset(MediaType.parseMediaType("text/javascript;charset=utf-8"), scripts()),
                    "mark.svg",
                    new Asset(
                            MediaType.parseMediaType("image/svg+xml;charset=utf-8"),
                            read("classpath:/assets/mark.svg")));
    private final String version = hash(assets);

    String version() {
        return version;
    }

    @GetMapping("/assets/{version}/{name}")
    ResponseEntity<String> asset(@PathVariable String version, @PathVariable String name) {
        var asset = assets.get(name);
        if (asset == null) {
            return ResponseEntity.notFound().build();
        }
        var keep =
                version.equals(this.version)
                        ? CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable()
                        : CacheControl.noCache();
        return ResponseEntity.ok().contentType(asset.type()).cacheControl(keep).body(asset.text());
    }

    private static String scripts() {
        return read(HTMX) + "\n" + read("classpath:/assets/js/*.js");
    }

    /** All files that match; {@code base} first, the others by name. */
    private static String read(String pattern) {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(pattern))
                    .sorted(Comparator.comparing(Assets::place))
                    .map(Assets::text)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(Resource file) {
        var name = String.valueOf(file.getFilename());
        return name.startsWith("base.") ? "" : name;
    }

    private static String text(Resource file) {
        try {
            return file.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(Map<String, Asset> assets) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            new TreeMap<>(assets)
                    .values().stream()
                            .map(asset -> asset.text().getBytes(StandardCharsets.UTF_8))
                            .forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
