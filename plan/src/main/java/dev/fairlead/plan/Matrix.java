package dev.fairlead.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All combinations of some lists of values. */
final class Matrix {
    private Matrix() {}

    /** How many cells it has; the number of jobs, so 1 without an axis. */
    static long size(Map<String, List<String>> axes) {
        return axes.values().stream().mapToLong(List::size).reduce(1, Matrix::times);
    }

    private static long times(long a, long b) {
        try {
            return Math.multiplyExact(a, b);
        } catch (ArithmeticException _) {
            return Integer.MAX_VALUE;
        }
    }

    /** The last axis moves fastest. */
    static List<Map<String, String>> cells(Map<String, List<String>> axes) {
        List<Map<String, String>> cells = List.of(Map.of());
        for (var axis : axes.entrySet()) {
            var wider = new ArrayList<Map<String, String>>();
            for (var cell : cells) {
                for (var value : axis.getValue()) {
                    var next = new LinkedHashMap<>(cell);
                    next.put(axis.getKey(), value);
                    wider.add(next);
                }
            }
            cells = wider;
        }
        return cells;
    }
}
