package dev.fairlead.notify;

import dev.fairlead.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A channel as somebody wants it.
 *
 * @param address where to, as far as it may be shown; its kind says what that is
 * @param settings what only its kind has
 * @param environments those of which it is told; none for all
 * @param secret null keeps what there is, empty removes it
 */
public record ChannelDraft(
        ChannelKind kind,
        String name,
        String address,
        Map<String, String> settings,
        List<NoticeEvent> events,
        List<String> environments,
        boolean active,
        @Nullable String secret) {
    private static final int LONGEST_SECRET = 2_000;
    private static final int MOST_ENVIRONMENTS = 50;

    public ChannelDraft {
        name = DraftRules.name(name);
        secret = secret == null ? null : secret.strip();
        DraftRules.requireSecret(secret, LONGEST_SECRET);
        address = KindRules.address(kind, address, secret);
        settings = KindRules.settings(kind, settings);
        events = kind.chooses() ? List.copyOf(events) : kind.hears();
        DraftRules.requireEvents(events);
        for (var event : events) {
            if (!kind.hears().contains(event)) {
                throw Problem.invalid(
                        "events",
                        "events: %s is not told of %s.".formatted(kind.title(), event.key()));
            }
        }
        environments = environments.stream().distinct().sorted().toList();
        if (environments.size() > MOST_ENVIRONMENTS) {
            throw Problem.invalid(
                    "environments",
                    "environments: at most %d are named, were %d."
                            .formatted(MOST_ENVIRONMENTS, environments.size()));
        }
    }

    /** From what a form or a script gave. */
    public static ChannelDraft of(
            ChannelKind kind,
            @Nullable String name,
            @Nullable String address,
            @Nullable Map<String, String> settings,
            @Nullable Collection<String> events,
            @Nullable List<String> environments,
            boolean active,
            @Nullable String secret) {
        return new ChannelDraft(
                kind,
                Objects.requireNonNullElse(name, ""),
                Objects.requireNonNullElse(address, ""),
                Objects.requireNonNullElse(settings, Map.of()),
                Objects.requireNonNullElse(events, List.<String>of()).stream()
                        .map(NoticeEvent::of)
                        .distinct()
                        .toList(),
                Objects.requireNonNullElse(environments, List.of()),
                active,
                secret);
    }
}
