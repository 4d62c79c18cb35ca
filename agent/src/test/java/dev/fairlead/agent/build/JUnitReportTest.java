package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class JUnitReportTest {
    @Test
    void readsPassedFailedAndSkippedTests() throws XMLStreamException {
        var tests =
                read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuite name="orders.SearchTest" tests="3">
                          <properties><property name="a" value="b"/></properties>
                          <testcase name="finds" classname="orders.SearchTest" time="0.25"/>
                          <testcase name="sorts" classname="orders.SearchTest" time="1,002.5">
                            <failure message="wrong" type="AssertionError"><![CDATA[expected: 3
                        but was: 0]]></failure>
                            <system-out>noise</system-out>
                          </testcase>
                          <testcase name="later" classname="orders.SearchTest"><skipped/></testcase>
                        </testsuite>
                        """);

        assertThat(tests)
                .containsExactly(
                        new TestCase("orders.SearchTest", "finds", Verdict.PASSED, 250, ""),
                        new TestCase(
                                "orders.SearchTest",
                                "sorts",
                                Verdict.FAILED,
                                1_002_500,
                                "expected: 3\nbut was: 0"),
                        new TestCase("orders.SearchTest", "later", Verdict.SKIPPED, 0, ""));
    }

    @Test
    void takesTheMessageOfAnErrorWithoutText() throws XMLStreamException {
        var tests =
                read(
                        "<testsuites><testsuite><testcase name='a' classname='B'><error message='no'/></testcase></testsuite></testsuites>");

        assertThat(tests).extracting(TestCase::detail).containsExactly("no");
    }

    @Test
    void cutsLongDetails() throws XMLStreamException {
        var tests =
                read(
                        "<testsuite><testcase name='a'><failure>"
                                + "x".repeat(9_000)
                                + "</failure></testcase></testsuite>");

        assertThat(tests.getFirst().detail()).hasSize(4_000);
    }

    @Test
    void refusesADocumentType() {
        var bomb =
                """
                <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <testsuite><testcase name="a"><failure>&x;</failure></testcase></testsuite>
                """;

        assertThatThrownBy(() -> read(bomb)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesWhatIsCutOff() {
        assertThatThrownBy(() -> read("<testsuite><testcase name='a'>"))
                .isInstanceOf(XMLStreamException.class);
    }

    private static List<TestCase> read(String xml) throws XMLStreamException {
        return JUnitReport.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }
}
