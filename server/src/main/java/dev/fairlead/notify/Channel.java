package dev.fairlead.notify;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a project's notices are sent to.
 *
 * @param address where to, as far as it may be shown
 * @param settings what only its kind has
 * @param environments those of which it is told; none for all
 * @param secret whether there is one, which nobody gets to see again
 * @param failingSince the first failure since the last success; null while all is well
 * @param pausedUntil when its receiver, which is away, is asked again
 */
public record Channel(
        long id,
        long projectId,
        ChannelKind kind,
        String name,
        String address,
        Map<String, String> settings,
        List<NoticeEvent> events,
        List<String> environments,
        boolean secret,
        boolean active,
        @Nullable Instant failingSince,
        @Nullable Instant pausedUntil) {
    Addressee addressee() {
        return new Addressee(id, kind, address, settings);
    }
}
