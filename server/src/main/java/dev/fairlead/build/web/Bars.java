package dev.fairlead.build.web;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Durations as a row of bars, drawn here so that a page needs no script for it. A table beside it
 * says the same in words.
 */
public record Bars(List<Bar> bars, long highest) {
    public static final int WIDTH = 600;
    public static final int HEIGHT = 90;
    private static final int WIDEST = 24;
    private static final double LOWEST = 2;

    /** What a bar stands for: its height, the word that colours it, what hovering says. */
    public record Value(long millis, String state, String words) {}

    /** One bar, in units of the picture. */
    public record Bar(double x, double y, double width, double height, Value value) {}

    static Bars of(List<Value> values) {
        var highest = values.stream().mapToLong(Value::millis).max().orElse(0);
        var step = Math.min(WIDEST, (double) WIDTH / Math.max(1, values.size()));
        var bars =
                IntStream.range(0, values.size())
                        .mapToObj(i -> bar(i * step, step * 0.8, values.get(i), highest))
                        .toList();
        return new Bars(bars, highest);
    }

    private static Bar bar(double x, double width, Value value, long highest) {
        var share = highest == 0 ? 0 : (double) value.millis() / highest;
        var height = rounded(Math.max(LOWEST, share * HEIGHT));
        return new Bar(rounded(x), rounded(HEIGHT - height), rounded(width), height, value);
    }

    private static double rounded(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
