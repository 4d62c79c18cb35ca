package dev.fairlead.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/issues/ORD-1", "/projects/ORD/issues?q=a%20b&offset=100"})
    void leadsToPagesOfThisServer(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "evil",
                "/a\r\nb: c",
                "/a\\b",
                "/login?return=/",
                "javascript:alert(1)"
            })
    void leadsHomeOtherwise(String path) {
        assertThat(ReturnPath.safe(path)).isEqualTo("/");
    }
}
