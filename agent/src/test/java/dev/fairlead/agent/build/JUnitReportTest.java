package dev.fairlead.agent.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

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

    @Test
    void refusesEntitiesThatGrow() {
        var bomb =
                """
                <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
                <testsuite><testcase name="&b;"/></testsuite>
                """;

        assertThatThrownBy(() -> read(bomb)).isInstanceOf(XMLStreamException.class);
        assertThatThrownBy(() -> read("<testsuite><testcase name='&b;'/></testsuite>"))
                .isInstanceOf(XMLStreamException.class);
    }

    @Test
    void refusesSuitesWithoutEndAndStopsAtTheLimit() throws XMLStreamException {
        assertThatThrownBy(() -> read("<testsuite>".repeat(200_000)))
                .hasMessageContaining("nested deeper than 50 levels");
        var many = "<testsuite>" + "<testcase name='a'/>".repeat(9) + "</testsuite>";
        assertThat(JUnitReport.read(bytes(many), 4)).hasSize(4);
    }

    @Test
    void readsSurefiresReruns() throws XMLStreamException {
        assertThat(report("surefire.xml"))
                .containsExactly(
                        new TestCase("orders.SumTest", "rounds(int)[1]", Verdict.PASSED, 12, ""),
                        new TestCase(
                                "orders.SumTest",
                                "reconnects",
                                Verdict.PASSED,
                                1_204_250,
                                "java.net.SocketTimeoutException: timed out\n\tat orders.SumTest.reconnects(SumTest.java:31)"),
                        new TestCase(
                                "orders.SumTest",
                                "divides",
                                Verdict.FAILED,
                                4,
                                "java.lang.ArithmeticException: / by zero"),
                        new TestCase(
                                "orders.BootTest",
                                "(the suite)",
                                Verdict.FAILED,
                                0,
                                "the context did not start"));
    }

    @Test
    void readsGradle() throws XMLStreamException {
        assertThat(report("gradle.xml"))
                .extracting(TestCase::suite, TestCase::name, TestCase::verdict, TestCase::millis)
                .containsExactly(
                        tuple("orders.CartTest", "adds()", Verdict.PASSED, 21L),
                        tuple("orders.CartTest", "[2] 3, 4", Verdict.FAILED, 3L),
                        tuple("orders.CartTest", "later()", Verdict.SKIPPED, 0L));
    }

    @Test
    void readsPytest() throws XMLStreamException {
        assertThat(report("pytest.xml"))
                .extracting(TestCase::suite, TestCase::name, TestCase::verdict)
                .containsExactly(
                        tuple("tests.test_sum.TestSum", "test_adds[1-2]", Verdict.PASSED),
                        tuple("tests.test_sum.TestSum", "test_rounds", Verdict.FAILED),
                        tuple("tests.test_sum", "test_later", Verdict.SKIPPED),
                        tuple("pytest", "tests.test_broken", Verdict.FAILED));
        assertThat(report("pytest.xml").get(1).detail()).startsWith("self = <test_sum.TestSum");
    }

    @Test
    void readsJest() throws XMLStreamException {
        assertThat(report("jest.xml"))
                .extracting(TestCase::suite, TestCase::name, TestCase::verdict)
                .containsExactly(
                        tuple("cart adds", "cart adds", Verdict.PASSED),
                        tuple("cart rounds to even", "cart rounds to even", Verdict.FAILED),
                        tuple("Test suite failed to run", "src/pay.test.js", Verdict.FAILED));
    }

    @Test
    void readsGo() throws XMLStreamException {
        assertThat(report("go.xml"))
                .extracting(TestCase::suite, TestCase::name, TestCase::verdict, TestCase::millis)
                .containsExactly(
                        tuple("example.com/orders/sum", "TestSum", Verdict.FAILED, 10L),
                        tuple("example.com/orders/sum", "TestSum/rounds", Verdict.FAILED, 10L),
                        tuple("example.com/orders/sum", "TestLater", Verdict.SKIPPED, 0L));
    }

    @Test
    void takesTheInnermostSuiteWhereACaseNamesNoClass() throws XMLStreamException {
        var tests =
                read(
                        """
                        <testsuites name="all"><testsuite name="outer"><testsuite name="inner">
                          <testcase name="a" time="0,25"><properties><property name="failure"
                            value="x"/></properties><system-out>&lt;failure/&gt;</system-out></testcase>
                        </testsuite><testcase name="b" time="1,002"/><error message="no hook"/>
                        </testsuite></testsuites>
                        """);

        assertThat(tests)
                .containsExactly(
                        new TestCase("inner", "a", Verdict.PASSED, 250, ""),
                        new TestCase("outer", "b", Verdict.PASSED, 1_002_000, ""),
                        new TestCase("outer", "(the suite)", Verdict.FAILED, 0, "no hook"));
    }

    private static List<TestCase> report(String name) throws XMLStreamException {
        var in = JUnitReportTest.class.getResourceAsStream("/reports/" + name);
        return JUnitReport.read(in, 100);
    }

    private static List<TestCase> read(String xml) throws XMLStreamException {
        return JUnitReport.read(bytes(xml), 10_000);
    }

    private static ByteArrayInputStream bytes(String xml) {
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
