package dev.fairlead.build.web;

import dev.fairlead.fleet.Jobs.LogPart;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some lines of a log, coloured. Numbers are those that people count, from 1.
 *
 * @param total how many lines the log has now
 * @param steps where its steps begin, in order
 */
public record LogView(
        long first,
        List<Line> lines,
        long next,
        boolean complete,
        long total,
        List<LogStep> steps) {
    /**
     * One line.
     *
     * @param at when it was written; null where that is not known
     */
    public record Line(long number, List<Ansi.Piece> pieces, @Nullable Instant at) {}

    static LogView of(LogPart part, List<LogStep> steps) {
        var times = part.times();
        var lines =
                IntStream.range(0, part.lines().size())
                        .mapToObj(i ->
                                new Line(
                                        part.firstLine() + i + 1,
                                        Ansi.pieces(part.lines().get(i)),
                                        i < times.size() ? times.get(i) : null))
                        .toList();
        return new LogView(
                part.firstLine(), lines, part.next(), part.complete(), part.total(), steps);
    }

    /** For a script: first line, state and words of each step, tabs between and a line each. */
    public String stepLines() {
        var text = new StringBuilder();
        for (var step : steps) {
            text.append(step.firstLine()).append('\t').append(step.state()).append('\t');
            text.append(step.took()).append('\t').append(step.name().replaceAll("\\s", " "));
            text.append('\n');
        }
        return text.toString();
    }
}
