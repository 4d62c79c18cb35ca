package dev.fairlead.code.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LimitedInputTest {
    @Test
    void readsUpToTheLimitAndNamesIt() throws IOException {
        assertThat(input(10).readAllBytes()).hasSize(10);
        assertThatThrownBy(() -> input(11).readAllBytes())
                .hasMessageContaining("longer than 10 bytes, which is the limit");
    }

    private static LimitedInput input(int size) {
        return new LimitedInput(new ByteArrayInputStream(new byte[size]), 10);
    }
}
