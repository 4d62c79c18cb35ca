package dev.fairlead.code.web;

/** Sizes as people say them. */
public final class Sizes {
    private Sizes() {}

    /** {@code "812 B"}, {@code "14 KB"}, {@code "3.2 MB"}. */
    public static String of(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        if (bytes < 1 << 20) {
            return (bytes + 512) / 1024 + " KB";
        }
        var tenths = (bytes * 10 + (1 << 19)) >> 20;
        return tenths / 10 + "." + tenths % 10 + " MB";
    }
}
