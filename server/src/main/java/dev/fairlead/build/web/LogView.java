package dev.fairlead.build.web;

import dev.fairlead.fleet.Jobs.LogPart;
import java.util.List;
import java.util.stream.IntStream;

/** Some lines of a log, coloured. Numbers are those that people count, from 1. */
public record LogView(long first, List<Line> lines, long next, boolean complete) {
    /** One line. */
    public record Line(long number, List<Ansi.Piece> pieces) {}

    static LogView of(LogPart part) {
        var lines =
                IntStream.range(0, part.lines().size())
                        .mapToObj(i ->
                                new Line(
                                        part.firstLine() + i + 1, Ansi.pieces(part.lines().get(i))))
                        .toList();
        return new LogView(part.firstLine(), lines, part.next(), part.complete());
    }
}
