package dev.fairlead.notify;

import dev.fairlead.outbound.CallFailed;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.secret.Unreadable;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Sends one delivery once, in the way of its channel's kind. */
@Component
class Sending {
    private final Posts posts;
    private final GrafanaMarkers grafana;
    private final NagiosOrders nagios;
    private final Mails mails;
    private final Duration longest;

    Sending(
            Posts posts,
            GrafanaMarkers grafana,
            NagiosOrders nagios,
            Mails mails,
            Settings settings) {
        this.posts = posts;
        this.grafana = grafana;
        this.nagios = nagios;
        this.mails = mails;
        this.longest = settings.webhookTimeout();
    }

    Outcome send(Addressee to, Delivery delivery) {
        var began = System.nanoTime();
        try {
            return switch (to.kind()) {
                case WEBHOOK, CHAT, HIPCHAT, GRAPHITE -> posts.post(to, delivery);
                case GRAFANA -> grafana.mark(to, delivery);
                case NAGIOS -> nagios.write(to, delivery);
                case MAIL -> mails.write(to, delivery);
            };
        } catch (CallFailed failed) {
            return Outcome.failed(failed.sentence(), since(began));
        } catch (Problem | Unreadable refusal) {
            return Outcome.failed(String.valueOf(refusal.getMessage()), since(began));
        }
    }

    /** After this long nobody can still be sending. */
    Duration over() {
        return longest.multipliedBy(3);
    }

    static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
