package orders;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What an order will cost. */
record Quote(BigDecimal net) {
    BigDecimal total() {
        return net.setScale(2, RoundingMode.HALF_EVEN);
    }

    String toJson() {
        return "{\"net\":\"%s\",\"total\":\"%s\"}".formatted(net.setScale(2), total());
    }
}
