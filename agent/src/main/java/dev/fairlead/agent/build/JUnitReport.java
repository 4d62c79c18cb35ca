package dev.fairlead.agent.build;

import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads JUnit's XML as Surefire, Gradle, pytest, Jest and Go's tools write it. The file comes from
 * a build, so nothing in it may reach outside it: no document type, no entity.
 */
final class JUnitReport {
    private static final int LONGEST_DETAIL = 4_000;
    private static final int LONGEST_NAME = 500;
    private static final int DEEPEST_SUITE = 50;

    /** What a failure is called that belongs to a suite and to none of its tests. */
    private static final String WHOLE_SUITE = "(the suite)";

    /** {@code 1,002}: whole thousands; with a zero before it the comma is a decimal one. */
    private static final Pattern THOUSANDS = Pattern.compile("[1-9][0-9]{0,2}(,[0-9]{3})+");

    private final XMLStreamReader xml;
    private final int limit;
    private final Deque<String> suites = new ArrayDeque<>();
    private final List<TestCase> tests = new ArrayList<>();

    private JUnitReport(XMLStreamReader xml, int limit) {
        this.xml = xml;
        this.limit = limit;
    }

    /** The tests of a report, at most so many. */
    static List<TestCase> read(InputStream in, int limit) throws XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("a report must not refer to anything");
        });
        var report = new JUnitReport(factory.createXMLStreamReader(in), limit);
        report.read();
        return report.tests;
    }

    private void read() throws XMLStreamException {
        while (xml.hasNext() && tests.size() < limit) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                        throw new XMLStreamException("a report must not have a document type");
                case XMLStreamConstants.START_ELEMENT -> begin();
                case XMLStreamConstants.END_ELEMENT -> {
                    if (xml.getLocalName().equals("testsuite")) {
                        suites.pop();
                    }
                }
                default -> {}
            }
        }
    }

    private void begin() throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "testsuite" -> {
                if (suites.size() == DEEPEST_SUITE) {
                    throw new XMLStreamException(
                            "suites are nested deeper than " + DEEPEST_SUITE + " levels");
                }
                suites.push(attribute("name"));
            }
            case "testcase" -> tests.add(testCase());
            case "failure", "error" -> {
                if (!suites.isEmpty()) {
                    tests.add(new TestCase(suite(), WHOLE_SUITE, Verdict.FAILED, 0, detail()));
                }
            }
            default -> {}
        }
    }

    private TestCase testCase() throws XMLStreamException {
        var suite = attribute("classname").isBlank() ? suite() : attribute("classname");
        var name = attribute("name").isBlank() ? WHOLE_SUITE : attribute("name");
        var millis = millis(attribute("time").strip());
        var verdict = Verdict.PASSED;
        var detail = "";
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("testcase")) {
            if (!xml.isStartElement()) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "failure", "error" -> {
                    var said = detail();
                    detail = verdict == Verdict.FAILED ? detail : said;
                    verdict = Verdict.FAILED;
                }
                case "flakyFailure", "flakyError" -> detail = detail();
                case "skipped" -> verdict = verdict == Verdict.FAILED ? verdict : Verdict.SKIPPED;
                default -> skip();
            }
        }
        return new TestCase(
                cut(suite, LONGEST_NAME), cut(name, LONGEST_NAME), verdict, millis, detail);
    }

    /** The name of the innermost suite that has one. */
    private String suite() {
        return cut(
                suites.stream().filter(name -> !name.isBlank()).findFirst().orElse(""),
                LONGEST_NAME);
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

    /** Goes behind an element that says nothing about the verdict, whatever it holds. */
    private void skip() throws XMLStreamException {
        for (var depth = 1; depth > 0; ) {
            var event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private String attribute(String name) {
        return Objects.requireNonNullElse(xml.getAttributeValue(null, name), "");
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Seconds; a comma stands between thousands, or where a locale has it for the point. */
    private static long millis(String seconds) {
        var isDecimal = seconds.indexOf('.') < 0 && !THOUSANDS.matcher(seconds).matches();
        try {
            var number = Double.parseDouble(seconds.replace(",", isDecimal ? "." : ""));
            return Math.clamp(Math.round(number * 1000), 0, 1L << 40);
        } catch (NumberFormatException _) {
            return 0;
        }
    }
}
