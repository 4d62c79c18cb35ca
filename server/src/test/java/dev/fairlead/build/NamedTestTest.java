package dev.fairlead.build;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedTestTest {
    @Test
    void isCalledAsItsToolCallsIt() {
        assertThat(title("orders.SumTest", "rounds(int)[1]")).isEqualTo("SumTest.rounds(int)[1]");
        assertThat(title("tests.test_sum.TestSum", "test_adds[1-2]"))
                .isEqualTo("TestSum.test_adds[1-2]");
        assertThat(title("cart adds", "cart adds")).isEqualTo("cart adds");
        assertThat(title("example.com/orders/sum", "TestSum/rounds"))
                .isEqualTo("sum.TestSum/rounds");
        assertThat(title("", "alone")).isEqualTo("alone");
    }

    private static String title(String suite, String name) {
        return new NamedTest(1, suite, name).title();
    }
}
