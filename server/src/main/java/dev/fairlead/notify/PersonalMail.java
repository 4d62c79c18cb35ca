package dev.fairlead.notify;

import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What people get by mail: what they chose, and nothing where they chose nothing. */
@Component
public class PersonalMail {
    private final PersonStore store;
    private final DeliveryStore deliveries;
    private final Signals signals;
    private final Settings settings;
    private final Clock clock;

    PersonalMail(
            PersonStore store,
            DeliveryStore deliveries,
            Signals signals,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.signals = signals;
        this.settings = settings;
        this.clock = clock;
    }

    public List<PersonalEvent> chosen(User user) {
        return store.of(user.id()).map(PersonStore.Chosen::events).orElse(List.of());
    }

    @Transactional
    public void choose(User user, Collection<String> events) {
        store.put(
                user.id(),
                events.stream().map(PersonalEvent::of).distinct().toList(),
                clock.instant());
    }

    /** Newest first. */
    public List<Delivery> latest(User user, int limit) {
        return store.of(user.id())
                .map(own -> deliveries.of(own.channel(), Long.MAX_VALUE, limit))
                .orElse(List.of());
    }

    /** Whether the server can write mail at all. */
    public boolean isPossible() {
        return settings.smtp() != null;
    }

    @Transactional
    public void test(User user) {
        if (store.of(user.id()).isEmpty()) {
            store.put(user.id(), List.of(), clock.instant());
        }
        var notice =
                new Notice(
                        NoticeEvent.TEST,
                        NoticeEvent.Tone.NEUTRAL,
                        clock.instant(),
                        "Fairlead",
                        null,
                        List.of(),
                        "You tested whether this arrives",
                        "",
                        new Notice.Link("your mail", settings.baseUrl() + "/me/mail"),
                        null,
                        Map.of());
        owe(store.of(user.id()).orElseThrow().channel(), NoticeEvent.TEST, notice, true);
    }

    /**
     * Owes it to those who chose it.
     *
     * @param concerns whether it is about the user of this id, and they may know of it
     */
    void tell(PersonalEvent event, LongPredicate concerns, Supplier<Notice> making) {
        store.wanting(event)
                .forEach((user, channel) -> {
                    if (concerns.test(user)) {
                        owe(channel, event.key(), making.get(), false);
                    }
                });
    }

    private void owe(long channel, String key, Notice notice, boolean byHand) {
        var body = MailWords.of(notice);
        deliveries.owe(channel, UUID.randomUUID(), key, body, byHand, clock.instant());
        signals.raise(Dispatcher.TOPIC);
    }
}
