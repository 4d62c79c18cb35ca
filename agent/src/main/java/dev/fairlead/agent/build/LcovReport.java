package dev.fairlead.agent.build;

import dev.fairlead.protocol.Outcome.Built.Coverage;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;

/** Sums the totals that LCOV has for each file: LF and LH of lines, BRF and BRH of branches. */
final class LcovReport {
    /** A name of a file may be longer, and is not needed. */
    private static final int LONGEST_LINE = 100;

    private final InputStream in;
    private long lines;
    private long linesHit;
    private long branches;
    private long branchesHit;
    private boolean found;

    private LcovReport(InputStream in) {
        this.in = in;
    }

    static Coverage read(InputStream in) throws IOException, XMLStreamException {
        var report = new LcovReport(in);
        report.read();
        if (!report.found) {
            throw new XMLStreamException("it is no XML, and no LCOV with totals");
        }
        return Coverage.of(report.linesHit, report.lines, report.branchesHit, report.branches);
    }

    private void read() throws IOException {
        var line = new StringBuilder();
        for (var b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                count(line.toString());
                line.setLength(0);
            } else if (line.length() < LONGEST_LINE) {
                line.append((char) b);
            }
        }
        count(line.toString());
    }

    private void count(String line) {
        var colon = line.indexOf(':');
        if (colon < 0) {
            return;
        }
        switch (line.substring(0, colon)) {
            case "LF" -> lines += number(line, colon);
            case "LH" -> linesHit += number(line, colon);
            case "BRF" -> branches += number(line, colon);
            case "BRH" -> branchesHit += number(line, colon);
            default -> {
                return;
            }
        }
        found = true;
    }

    private static long number(String line, int colon) {
        try {
            return Math.clamp(Long.parseLong(line.substring(colon + 1).strip()), 0, Coverage.MOST);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
