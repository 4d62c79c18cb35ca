package dev.fairlead.code.web;

import org.jspecify.annotations.Nullable;

/**
 * What an address of a repository's page asks for. The path is part of the address, or a parameter
 * where it has characters that servers and proxies on the way refuse or rewrite.
 *
 * @param at a branch, tag or commit; null for the default branch
 */
record Asked(String key, String slug, @Nullable String path, @Nullable String at) {
    /** The path inside the repository; empty for its root. */
    String inside() {
        if (path == null) {
            return "";
        }
        var from = path.startsWith("/") ? 1 : 0;
        var to = path.endsWith("/") ? path.length() - 1 : path.length();
        return from < to ? path.substring(from, to) : "";
    }
}
