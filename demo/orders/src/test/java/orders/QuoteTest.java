package orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class QuoteTest {
    @Test
    void quotesTheNetPrice() {
        assertEquals(new BigDecimal("10.00"), new Quote(new BigDecimal("10")).total());
    }

    @Test
    void writesJson() {
        assertEquals("{\"net\":\"10.00\",\"total\":\"10.00\"}", new Quote(new BigDecimal("10")).toJson());
    }
}
