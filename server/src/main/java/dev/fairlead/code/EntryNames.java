package dev.fairlead.code;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.FileMode;
import org.jspecify.annotations.Nullable;

/**
 * Names of tree entries that some file system takes for {@code .git} or {@code .gitmodules}: HFS+
 * leaves out characters that are not seen, NTFS has short names, streams and ends that do not
 * count, and on Windows a backslash is a folder.
 */
final class EntryNames {
    private static final Pattern UNSEEN =
            Pattern.compile("[\\u200C-\\u200F\\u202A-\\u202E\\u206A-\\u206F\\uFEFF]");
    private static final Pattern GIT = Pattern.compile("(\\.git|git~1)[ .]*(:.*)?", Pattern.DOTALL);
    private static final Pattern SHORT_GITMODULES =
            Pattern.compile("(gitmod|gi7eba|gi7eb|gi7e|gi7|gi|g)~[1-9][0-9]*[ .]*(:.*)?");
    private static final Pattern LONG_GITMODULES =
            Pattern.compile("\\.gitmodules[ .]*(:.*)?", Pattern.DOTALL);

    private EntryNames() {}

    /** Why an entry of this name and mode is refused, to follow its name; null when it is fine. */
    static @Nullable String refusal(String name, int mode) {
        if (name.equals(".gitmodules")) {
            return isFile(mode) ? null : "must be a file, and is a link, a folder or a submodule";
        }
        for (var part : UNSEEN.matcher(name).replaceAll("").split("\\\\", -1)) {
            var lower = part.toLowerCase(Locale.ROOT);
            if (GIT.matcher(lower).matches()) {
                return "is .git to some file systems";
            }
            if (SHORT_GITMODULES.matcher(lower).matches()
                    || LONG_GITMODULES.matcher(lower).matches()) {
                return "is .gitmodules to some file systems";
            }
        }
        var bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes > PathLimits.LONGEST_PATH
                ? "has %d bytes, the limit is %d".formatted(bytes, PathLimits.LONGEST_PATH)
                : null;
    }

    private static boolean isFile(int mode) {
        return (mode & FileMode.TYPE_MASK) == FileMode.TYPE_FILE;
    }
}
