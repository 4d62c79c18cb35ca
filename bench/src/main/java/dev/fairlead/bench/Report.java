package dev.fairlead.bench;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables as Markdown, with all that is needed to doubt them: a section for each part. */
final class Report {
    private static final String TITLE = "# Measured\n";

    private final Map<Part, String> sections = new EnumMap<>(Part.class);

    private Report() {}

    static Report empty() {
        return new Report();
    }

    /** Reads what was written before; sections that it does not know are left out. */
    static Report read(String text) {
        var report = new Report();
        for (var section : text.split("(?m)^(?=## )")) {
            for (var part : Part.values()) {
                if (section.startsWith("## " + part.title() + "\n")) {
                    report.sections.put(part, section.strip() + "\n");
                }
            }
        }
        return report;
    }

    /** Replaces the section of the part. */
    Report with(Part part, Machine machine, LocalDate date, String note, List<Measure> table) {
        var lines = table.stream().map(Report::line).collect(Collectors.joining("\n"));
        sections.put(
                part,
                """
                ## %s

                By `./fairlead bench --only %s --write` on %s, %s. %s

                | what | result | to reach |
                |---|---|---|
                %s
                """
                        .formatted(part.title(), part, date, machine.sentence(), note, lines));
        return this;
    }

    @Override
    public String toString() {
        return TITLE + "\n" + String.join("\n", sections.values());
    }

    private static String line(Measure measure) {
        return "| %s | %s | %s |"
                .formatted(
                        measure.what(),
                        measure.result(),
                        measure.holds() ? measure.target() : measure.target() + " (missed)");
    }
}
