package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.build.Plan.Part;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanParserTest {
    @Test
    void readsTheSmallestFile() {
        var plan = parse("build: {steps: [{run: true}]}");
        var part = new Part(List.of(new Step("true", "true")), List.of(), List.of(), 60);
        assertThat(plan).isEqualTo(new Plan(part, part));
    }

    @Test
    void readsTheReference() throws IOException {
        var plan = PlanParser.parse(Files.readAllBytes(Path.of("../docs/fairlead.yml")));
        assertThat(plan.build().steps())
                .extracting(Step::name)
                .containsExactly("mvn -B verify", "Say what was built");
        assertThat(plan.build().tests())
                .containsExactly("target/surefire-reports/*.xml", "target/failsafe-reports/*.xml");
        assertThat(plan.build().timeoutMinutes()).isEqualTo(30);
        assertThat(plan.release().artifacts()).containsExactly("target/orders-*.jar", "pom.xml");
    }

    @Test
    void aSingleReleasePartServesBranchesToo() {
        var plan = parse("release: {steps: [{run: make}]}");
        assertThat(plan.build()).isEqualTo(plan.release());
    }

    @Test
    void namesALongStepByItsFirstLineCut() {
        var plan = parse("build: {steps: [{run: \"%s\\nmore\"}]}".formatted("x".repeat(80)));
        assertThat(plan.build().steps().getFirst().name()).isEqualTo("x".repeat(59) + "…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | fairlead.yml: is empty; it needs build: with steps:",
                "make | fairlead.yml line 1, column 1: expected keys for fairlead.yml"
                        + " (build, release), found 'make'",
                "{} | fairlead.yml line 1, column 1: needs build: with steps:",
                "bild: {} | fairlead.yml line 1, column 1: fairlead.yml has no key 'bild';"
                        + " it knows build, release",
                "build: | fairlead.yml line 1, column 7: expected keys for build"
                        + " (steps, tests, artifacts, timeout), found nothing",
                "build: [] | fairlead.yml line 1, column 8: expected keys for build"
                        + " (steps, tests, artifacts, timeout), found a list",
                "build: {} | fairlead.yml line 1, column 8: build needs steps:",
                "build: {step: []} | fairlead.yml line 1, column 9: build has no key 'step';"
                        + " it knows steps, tests, artifacts, timeout",
                "build: {steps: make} | fairlead.yml line 1, column 16: expected a list for steps,"
                        + " found 'make'",
                "build: {steps: []} | fairlead.yml line 1, column 16: build needs at least one"
                        + " step",
                "build: {steps: [make]} | fairlead.yml line 1, column 17: expected keys for a step"
                        + " (run, name), found 'make'",
                "build: {steps: [{name: x}]} | fairlead.yml line 1, column 17: a step needs run:",
                "build: {steps: [{run: [a]}]} | fairlead.yml line 1, column 23: expected text for"
                        + " run, found a list",
                "build: {steps: [{run: {a: b}}]} | fairlead.yml line 1, column 23: expected text"
                        + " for run, found keys with values",
                "build: {steps: [{run: ''}]} | fairlead.yml line 1, column 23: expected text for"
                        + " run, found nothing",
                "build: {steps: [{run: a}], tests: [/etc/*]} | fairlead.yml line 1, column 36:"
                        + " a glob names files below the workspace, found '/etc/*'",
                "build: {steps: [{run: a}], artifacts: [a/../../b]} | fairlead.yml line 1,"
                        + " column 40: a glob names files below the workspace, found 'a/../../b'",
                "build: {steps: [{run: a}], timeout: ten} | fairlead.yml line 1, column 37:"
                        + " expected a number, found 'ten'",
                "build: {steps: [{run: a}], timeout: 0} | fairlead.yml line 1, column 37:"
                        + " timeout must be from 1 to 1440, found '0'",
                "build: {steps: [{run: a}], timeout: 99999999999} | fairlead.yml line 1,"
                        + " column 37: timeout must be from 1 to 1440, found '99999999999'",
            })
    void refusesWithPlaceAndRule(String text, String message) {
        assertRefused(text, message);
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        assertRefused(
                """
                # how it is built
                build:
                  steps:
                    - name: Compile
                      run: make

                  timeout:   ten
                """,
                "fairlead.yml line 7, column 14: expected a number, found 'ten'");
    }

    @Test
    void refusesWhatIsNotYamlWhereItStopsBeingYaml() {
        assertRefused(
                "build: {steps: [",
                "fairlead.yml line 1, column 17: is not YAML: expected the node content, but found"
                        + " '<stream end>'");
    }

    @Test
    void refusesADuplicateKeyAndASecondDocument() {
        assertRefused(
                "build: {steps: [{run: a}]}\nbuild: {}",
                "fairlead.yml line 2, column 1: the key 'build' stands twice");
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse("build: {steps: [{run: a}]}\n---\nx: 1"))
                .withMessageContaining("line 2, column 1");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> PlanParser.parse(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .withMessage("fairlead.yml: is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
                "a: &a [*a]",
                "? &a [*a]\n: 1",
            })
    void refusesAliasesBeforeFollowingThem(String bomb) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(bomb))
                .withMessageContaining("aliases (*name) are not allowed; write it out");
    }

    @Test
    void namesTheLimitThatWasPassed() {
        assertLimit("build: " + "[".repeat(5_000), "nested deeper than 8 levels");
        assertLimit("#" + " ".repeat(70_000), "is 70001 bytes long; the limit is 65536 bytes");
        assertLimit("[" + "1,".repeat(3_000) + "1]", "more than 2000 values in the file");
        assertLimit(steps("{run: a},".repeat(51)), "steps has 51 entries; the limit is 50");
        assertLimit(
                steps("{run: " + "x".repeat(10_001) + "}"),
                "run has 10001 characters; the limit is 10000");
        assertLimit(
                steps("{run: a, name: " + "x".repeat(101) + "}"),
                "name has 101 characters; the limit is 100");
        assertLimit(
                "build: {steps: [{run: a}], tests: [" + "x,".repeat(51) + "]}",
                "tests has 51 entries; the limit is 50");
    }

    private static String steps(String entries) {
        return "build: {steps: [" + entries + "]}";
    }

    private static void assertLimit(String text, String message) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(text))
                .withMessageContaining(message);
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(text))
                .withMessage(message);
    }

    private static Plan parse(String text) {
        return PlanParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
