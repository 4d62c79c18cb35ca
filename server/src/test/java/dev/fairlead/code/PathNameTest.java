package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathNameTest {
    @Test
    void quotesWhatIsNotUtf8AsGitDoes() {
        var latin = "café.txt".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(PathName.of(latin)).isEqualTo("\"caf\\351.txt\"");
        assertThat(PathName.bytes("\"caf\\351.txt\"")).isEqualTo(latin);
        assertThat(PathName.path("src/é".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("src/\"\\351\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "ünï",
                "\"",
                "\"quoted\"",
                "\"\\351\"",
                "a\"b",
                "\\",
                "a\nb",
                "日本語"
            })
    void leadsBackToTheSameBytes(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        assertThat(PathName.bytes(PathName.of(bytes))).isEqualTo(bytes);
        assertThat(PathName.pathBytes("dir/" + PathName.of(bytes)))
                .isEqualTo(("dir/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
