package dev.fairlead.code.web;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** What git holds of a file that is kept by git LFS: its hash and its size. */
record LfsPointer(String sha256, String size) {
    private static final int LONGEST = 1024;
    private static final Pattern TEXT =
            Pattern.compile(
                    "version https://git-lfs\\.github\\.com/spec/v1\n(?:ext-[^\n]*\n){0,9}"
                            + "oid sha256:([0-9a-f]{64})\nsize (\\d{1,18})\n?");

    static Optional<LfsPointer> of(byte[] bytes) {
        if (bytes.length > LONGEST) {
            return Optional.empty();
        }
        var found = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return found.matches()
                ? Optional.of(new LfsPointer(found.group(1), found.group(2)))
                : Optional.empty();
    }
}
