package dev.fairlead.bench;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/** The table as Markdown, with all that is needed to doubt it. */
final class Report {
    private Report() {}

    static String of(Machine machine, LocalDate date, int runs, List<Measure> table) {
        var lines =
                table.stream()
                        .map(line ->
                                "| %s | %s | %s |"
                                        .formatted(
                                                line.what(),
                                                line.result(),
                                                line.holds()
                                                        ? line.target()
                                                        : line.target() + " (missed)"))
                        .collect(Collectors.joining("\n"));
        return """
        # Measured

        By `./fairlead bench --write` on %s, %s; %d pushes. The server was started with its
        bundled PostgreSQL and both local agents; git was the real client on the same machine.

        | what | result | to reach |
        |---|---|---|
        %s
        """
                .formatted(date, machine.sentence(), runs, lines);
    }
}
