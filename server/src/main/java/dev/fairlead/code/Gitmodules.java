package dev.fairlead.code;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code .gitmodules} file must not say, because a client that clones with submodules would
 * write where it should not, or run what it finds (CVE-2018-11235, CVE-2018-17456, CVE-2019-19604,
 * CVE-2020-5260, CVE-2025-48384).
 */
final class Gitmodules {
    static final int LARGEST = 1 << 20;

    private static final String SECTION = "submodule";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|%0[0aAdD]");
    private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::.*", Pattern.DOTALL);

    private Gitmodules() {}

    /** Why the file is refused, or null when it is fine. */
    static @Nullable String refusal(String text) {
        var config = new Config();
        try {
            config.fromText(text);
        } catch (ConfigInvalidException e) {
            return "git cannot read it: " + e.getMessage();
        }
        for (var name : config.getSubsections(SECTION)) {
            var why = ofName(name);
            if (why == null) {
                why = ofValues(config, name);
            }
            if (why != null) {
                return why;
            }
        }
        return null;
    }

    private static @Nullable String ofName(String name) {
        return name.isEmpty() || name.startsWith("-") || climbs(name) || isControl(name)
                ? "a submodule's name must not be empty, begin with a dash, have .. as a part or"
                        + " control characters, was "
                        + quoted(name)
                : null;
    }

    /** Every value counts: of several for one key another git may take another one. */
    private static @Nullable String ofValues(Config config, String name) {
        for (var url : config.getStringList(SECTION, name, "url")) {
            if (isBlank(url) || url.startsWith("-") || isControl(url)) {
                return "a submodule's url must not be empty, begin with a dash or have control"
                        + " characters, was "
                        + quoted(url);
            }
            if (HELPER.matcher(url).matches()) {
                return "a submodule's url must not name a program, was " + quoted(url);
            }
        }
        for (var path : config.getStringList(SECTION, name, "path")) {
            if (isBlank(path)
                    || path.startsWith("-")
                    || path.startsWith("/")
                    || climbs(path)
                    || isControl(path)) {
                return "a submodule's path must lie in the repository and not begin with a dash or"
                        + " have control characters, was "
                        + quoted(path);
            }
        }
        for (var update : config.getStringList(SECTION, name, "update")) {
            if (!isBlank(update) && update.startsWith("!")) {
                return "a submodule's update must not be a command, was " + quoted(update);
            }
        }
        return null;
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static boolean climbs(String path) {
        return Arrays.asList(path.split("[/\\\\]", -1)).contains("..");
    }

    private static boolean isControl(String value) {
        return CONTROL.matcher(value).find();
    }

    private static String quoted(String value) {
        return "\"" + value.replaceAll("\\p{Cntrl}", "?") + "\"";
    }
}
