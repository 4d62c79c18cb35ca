package dev.fairlead.code;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * How well paths fit what was typed: the file's whole name, its beginning, a part of it, a part of
 * the path, then the same letters in the same order. The shorter of two equals comes first.
 */
final class NameRank {
    private static final int NONE = 9;

    private record Ranked(String path, int rank) {}

    private final String typed;

    NameRank(String typed) {
        this.typed = typed.strip().toLowerCase(Locale.ROOT);
    }

    List<String> best(List<String> paths, int limit) {
        return paths.stream()
                .map(path -> new Ranked(path, rank(path.toLowerCase(Locale.ROOT))))
                .filter(ranked -> ranked.rank() < NONE)
                .sorted(
                        Comparator.comparingInt(Ranked::rank)
                                .thenComparingInt(ranked -> ranked.path().length())
                                .thenComparing(Ranked::path))
                .limit(limit)
                .map(Ranked::path)
                .toList();
    }

    private int rank(String path) {
        if (typed.isEmpty()) {
            return NONE;
        }
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (name.equals(typed)) {
            return 0;
        }
        if (name.startsWith(typed)) {
            return 1;
        }
        if (name.contains(typed)) {
            return 2;
        }
        if (path.contains(typed)) {
            return 3;
        }
        return hasInOrder(name) ? 4 : hasInOrder(path) ? 5 : NONE;
    }

    private boolean hasInOrder(String text) {
        var at = 0;
        for (var i = 0; i < text.length() && at < typed.length(); i++) {
            if (text.charAt(i) == typed.charAt(at)) {
                at++;
            }
        }
        return at == typed.length() && typed.length() > 2;
    }
}
