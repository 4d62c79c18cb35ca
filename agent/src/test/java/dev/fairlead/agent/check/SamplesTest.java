package dev.fairlead.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final String TWO =
            vector("{\"metric\": {}, \"value\": [1, \"0.2\"]}, {\"value\": [1, \"7\"]}");

    @Test
    void holdsWhereEachValueIsWithinItsBounds() {
        assertThat(judge(TWO, null, 10.0).passed()).isTrue();
        assertThat(judge(TWO, 0.1, 10.0).passed()).isTrue();
        assertThat(
                        judge(
                                "{\"status\": \"success\", \"data\": {\"resultType\": \"scalar\", \"result\": [1, \"3\"]}}",
                                2.0,
                                null))
                .isEqualTo(Finding.passed("3.0"));
    }

    @Test
    void failsWhereOneValueIsNot() {
        assertThat(judge(TWO, null, 5.0)).isEqualTo(Finding.failed("7.0, 1 of 2 series"));
        assertThat(judge(TWO, 0.2, null)).isEqualTo(Finding.failed("0.2, 1 of 2 series"));
    }

    @Test
    void noNumberIsWithinNoBounds() {
        assertThat(judge(vector("{\"value\": [1, \"NaN\"]}"), null, 5.0))
                .isEqualTo(Finding.failed("NaN"));
        assertThat(judge(vector("{\"value\": [1, \"+Inf\"]}"), null, 5.0))
                .isEqualTo(Finding.failed("Infinity"));
        assertThat(judge(vector("{\"value\": [1, {\"a\": 1}]}"), 5.0, null).passed()).isFalse();
    }

    @Test
    void noDataIsAFailure() {
        assertThat(Samples.read(vector("")).failure())
                .isEqualTo("no data: the query found no series. Nobody knows whether that is well");
    }

    @Test
    void tellsWhatPrometheusSays() {
        assertThat(
                        Samples.read(
                                        "{\"status\": \"error\", \"errorType\": \"bad_data\", \"error\": \"1:3: parse error\"}")
                                .failure())
                .isEqualTo("Prometheus says: 1:3: parse error");
        assertThat(Samples.read("<html>\nno</html>").failure())
                .isEqualTo("that is no answer of Prometheus: <html> no</html>");
        assertThat(
                        Samples.read(
                                        "{\"status\": \"success\", \"data\": {\"resultType\": \"matrix\", \"result\": []}}")
                                .failure())
                .contains("one value a series");
    }

    private static String vector(String samples) {
        return "{\"status\": \"success\", \"data\": {\"resultType\": \"vector\", \"result\": [%s]}}"
                .formatted(samples);
    }

    private static Finding judge(String body, @Nullable Double above, @Nullable Double below) {
        return Samples.read(body).judge(above, below);
    }
}
