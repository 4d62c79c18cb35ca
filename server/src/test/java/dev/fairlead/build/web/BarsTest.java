package dev.fairlead.build.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarsTest {
    @Test
    void drawsTheHighestOverTheWholeHeightAndNothingAsALine() {
        var bars = Bars.of(List.of(value(0), value(50), value(100)));

        assertThat(bars.highest()).isEqualTo(100);
        assertThat(bars.bars()).extracting(Bars.Bar::height).containsExactly(2.0, 45.0, 90.0);
        assertThat(bars.bars()).extracting(Bars.Bar::x).containsExactly(0.0, 24.0, 48.0);
    }

    @Test
    void staysInsideThePictureHoweverManyThereAre() {
        var bars = Bars.of(Collections.nCopies(500, value(1)));

        assertThat(bars.bars()).allMatch(bar -> bar.x() + bar.width() <= Bars.WIDTH);
        assertThat(Bars.of(List.of()).bars()).isEmpty();
        assertThat(Bars.of(List.of(value(0))).bars()).hasSize(1);
    }

    private static Bars.Value value(long millis) {
        return new Bars.Value(millis, "passed", "");
    }
}
