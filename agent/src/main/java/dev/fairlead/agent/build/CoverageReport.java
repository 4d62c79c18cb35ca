package dev.fairlead.agent.build;

import dev.fairlead.protocol.Outcome.Built.Coverage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the totals of JaCoCo's XML, of Cobertura's as pytest-cov and istanbul write it, and of
 * LCOV. The file comes from a build, so nothing in it may reach outside it. JaCoCo names a document
 * type in every report: it is neither fetched nor followed, and one that defines something is
 * refused.
 */
final class CoverageReport {
    private final XMLStreamReader xml;
    private Coverage sum = Coverage.NONE;
    private boolean found;

    private CoverageReport(XMLStreamReader xml) {
        this.xml = xml;
    }

    static Coverage read(InputStream file) throws IOException, XMLStreamException {
        var in = new BufferedInputStream(file);
        in.mark(1);
        var isXml = in.read() == '<';
        in.reset();
        return isXml ? xml(in) : LcovReport.read(in);
    }

    private static Coverage xml(InputStream in) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("a report must not refer to anything");
        });
        var report = new CoverageReport(factory.createXMLStreamReader(in));
        report.read();
        return report.sum;
    }

    private void read() throws XMLStreamException {
        for (var depth = 0; xml.hasNext(); ) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> {
                    if (Objects.requireNonNullElse(xml.getText(), "").contains("]")) {
                        throw new XMLStreamException("a report must not define anything");
                    }
                }
                case XMLStreamConstants.START_ELEMENT -> begin(depth++);
                case XMLStreamConstants.END_ELEMENT -> depth--;
                default -> {}
            }
        }
        if (!found) {
            throw new XMLStreamException("it has no totals of JaCoCo or Cobertura");
        }
    }

    /** JaCoCo's counters of the whole report stand right below its root, Cobertura's on it. */
    private void begin(int depth) {
        if (depth == 0 && xml.getLocalName().equals("coverage")) {
            cobertura();
        } else if (depth == 1 && xml.getLocalName().equals("counter")) {
            counter();
        }
    }

    private void cobertura() {
        if (xml.getAttributeValue(null, "lines-valid") != null) {
            found = true;
            sum =
                    Coverage.of(
                            number("lines-covered"),
                            number("lines-valid"),
                            number("branches-covered"),
                            number("branches-valid"));
        }
    }

    private void counter() {
        var covered = number("covered");
        var all = covered + number("missed");
        switch (Objects.requireNonNullElse(xml.getAttributeValue(null, "type"), "")) {
            case "LINE" -> sum = sum.plus(Coverage.of(covered, all, 0, 0));
            case "BRANCH" -> sum = sum.plus(Coverage.of(0, 0, covered, all));
            default -> {}
        }
        found = true;
    }

    private long number(String attribute) {
        try {
            var text = Objects.requireNonNullElse(xml.getAttributeValue(null, attribute), "0");
            return Long.parseLong(text.strip());
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
