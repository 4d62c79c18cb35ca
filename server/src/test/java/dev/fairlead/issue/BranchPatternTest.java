package dev.fairlead.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BranchPatternTest {
    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, main2, false",
        "main, Main, false",
        "release/*, release/1.0, true",
        "release/*, release/, true",
        "release/*, release/1/2, false",
        "release/*, release, false",
        "release/**, release/1/2, true",
        "**, any/thing-at/all, true",
        "*, any/thing, false",
        "**/hotfix, a/b/hotfix, true",
        "**/hotfix, hotfix, false",
        "release/?.?, release/1.0, true",
        "release/?.?, release/10.0, false",
        "a?b, a/b, false",
        "a.c, abc, false",
        "$(x)*, $(x)-y, true",
        "*ü*, für, true",
        "x?y, x😀y, true",
        "**a**b, aXaYb, true",
        "*-*-*, a-b, false"
    })
    void matches(String pattern, String name, boolean expected) {
        assertThat(new BranchPattern(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void takesTimeInProportionWhateverThePattern() {
        var pattern = new BranchPattern("**/".repeat(60) + "*".repeat(19) + "b");
        var name = "a/".repeat(2_000) + "a";
        Assertions.assertTimeout(
                Duration.ofSeconds(2), () -> assertThat(pattern.matches(name)).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", "-x", "/x", "x/", "a..b", "a//b", "a b", "a\0b", "a\nb", "a~b", "a^b",
                "a:b", "a[b]", "a\\b"
            })
    void refusesWhatNoBranchCanBeCalled(String text) {
        assertThatThrownBy(() -> BranchPattern.of("patterns", text))
                .hasMessageStartingWith("patterns: must be a branch's name in which *");
    }

    @Test
    void refusesALongOneWithItsLimit() {
        assertThatThrownBy(() -> new BranchPattern("*".repeat(4_096)))
                .hasMessage("pattern: a pattern may have 200 characters, this one has 4096.");
    }
}
