package dev.fairlead.agent.build;

import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit's XML as Surefire and Gradle write it. The file comes from a build, so nothing in it
 * may reach outside it: no document type, no entity.
 */
final class JUnitReport {
    private static final int LONGEST_DETAIL = 4_000;
    private static final int LONGEST_NAME = 500;

    private final XMLStreamReader xml;
    private final List<TestCase> tests = new ArrayList<>();

    private JUnitReport(XMLStreamReader xml) {
        this.xml = xml;
    }

    static List<TestCase> read(InputStream in) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("a report must not refer to anything");
        });
        var report = new JUnitReport(factory.createXMLStreamReader(in));
        report.read();
        return report.tests;
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                        throw new XMLStreamException("a report must not have a document type");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (xml.getLocalName().equals("testcase")) {
                        tests.add(testCase());
                    }
                }
                default -> {}
            }
        }
    }

    private TestCase testCase() throws XMLStreamException {
        var suite = cut(attribute("classname"), LONGEST_NAME);
        var name = cut(attribute("name"), LONGEST_NAME);
        var millis = millis(attribute("time"));
        var verdict = Verdict.PASSED;
        var detail = "";
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("testcase")) {
            if (!xml.isStartElement()) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "failure", "error" -> {
                    verdict = Verdict.FAILED;
                    detail = detail();
                }
                case "skipped" -> verdict = Verdict.SKIPPED;
                default -> {}
            }
        }
        return new TestCase(suite, name, verdict, millis, detail);
    }

    /** The failure's text, or its message where there is no text. */
    private String detail() throws XMLStreamException {
        var message = attribute("message");
        var text = new StringBuilder();
        for (var depth = 1; depth > 0; ) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> depth++;
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (text.length() < LONGEST_DETAIL) {
                        text.append(xml.getText());
                    }
                }
                default -> {}
            }
        }
        var said = text.toString().strip();
        return cut(said.isEmpty() ? message : said, LONGEST_DETAIL);
    }

    private String attribute(String name) {
        return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Seconds with a point, and in some locales with commas between the thousands. */
    private static long millis(String seconds) {
        try {
            return Math.clamp(
                    Math.round(Double.parseDouble(seconds.replace(",", "")) * 1000), 0, 1L << 40);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
