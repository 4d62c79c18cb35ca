package dev.fairlead.deploy.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.deploy.Traffic;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficPictureTest {
    private static final Instant BEGIN = Instant.parse("2026-11-24T10:00:00Z");

    /** Looks that are late must not show a gap and then a peak where the load was steady. */
    @Test
    void spreadsRequestsOverTheTimeBetweenTwoLooks() {
        var picture = picture(part(0, 1000, 300, 0), part(1000, 4000, 900, 0));

        assertThat(picture.bars())
                .extracting(TrafficPicture.Bar::requests)
                .containsExactly(300L, 300L, 300L, 300L);
        assertThat(picture.most()).isEqualTo(300);
    }

    @Test
    void drawsEveryRequestOnce() {
        var picture = picture(part(0, 700, 7, 1), part(700, 3300, 100, 3), part(3300, 3301, 5, 5));

        assertThat(picture.bars().stream().mapToLong(TrafficPicture.Bar::requests).sum())
                .isEqualTo(112);
        assertThat(picture.words()).isEqualTo("103 served, 9 failed");
    }

    @Test
    void knowsThatNobodyAsked() {
        assertThat(picture(part(0, 2000, 0, 0)).quiet()).isTrue();
        assertThat(picture(part(0, 2000, 1, 1)).quiet()).isFalse();
    }

    @Test
    void namesAHostWhereThereIsRoom() {
        var all = new TrafficPicture.Band("a", 2, TrafficPicture.WIDTH - 4, "");
        var early = new TrafficPicture.Band("b", 2, 100, "");
        var late = new TrafficPicture.Band("c", 400, TrafficPicture.WIDTH - 402, "");

        assertThat(all.inside()).isTrue();
        assertThat(all.labelX()).isEqualTo(8);
        assertThat(early.labelX()).isEqualTo(106);
        assertThat(late.labelX()).isEqualTo(396);
        assertThat(late.anchor()).isEqualTo("end");
    }

    private static TrafficPicture picture(Traffic.Part... parts) {
        var end = parts[parts.length - 1].at();
        return TrafficPicture.of(new Traffic(BEGIN, end, List.of(parts)), List.of());
    }

    private static Traffic.Part part(int from, int to, long requests, long failed) {
        return new Traffic.Part(
                BEGIN.plusMillis(from), BEGIN.plusMillis(to), requests, failed, 0, false);
    }
}
