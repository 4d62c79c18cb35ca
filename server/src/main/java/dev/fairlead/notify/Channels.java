package dev.fairlead.notify;

import dev.fairlead.audit.Audit;
import dev.fairlead.deploy.EnvironmentWays;
import dev.fairlead.deploy.WayName;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.work.Signals;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The channels of projects and what was sent to them; callers may administer the project. */
@Component
public class Channels {
    private static final int MOST = 20;

    private final ChannelStore store;
    private final HandDeliveries deliveries;
    private final Outbox outbox;
    private final ChannelSecrets secrets;
    private final NoticeBodies bodies;
    private final EnvironmentWays ways;
    private final Audit audit;
    private final Signals signals;
    private final Settings settings;
    private final Clock clock;

    Channels(
            ChannelStore store,
            HandDeliveries deliveries,
            Outbox outbox,
            ChannelSecrets secrets,
            NoticeBodies bodies,
            EnvironmentWays ways,
            Audit audit,
            Signals signals,
            Settings settings,
            Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.outbox = outbox;
        this.secrets = secrets;
        this.bodies = bodies;
        this.ways = ways;
        this.audit = audit;
        this.signals = signals;
        this.settings = settings;
        this.clock = clock;
    }

    /** By name. */
    public List<Channel> of(Project project) {
        return store.of(project.id());
    }

    /** 404 when the project has none of this id. */
    public Channel get(Project project, long id) {
        return store.find(project.id(), id)
                .orElseThrow(() -> Problem.notFound(project.key() + " has no channel " + id + "."));
    }

    @Transactional
    public Channel create(User by, Project project, ChannelDraft draft) {
        store.hold(project.id());
        KindRules.requireWhole(draft);
        if (of(project).size() >= MOST) {
            throw Problem.conflict(
                    "%s has %d channels, which is the limit. Delete one first."
                            .formatted(project.key(), MOST));
        }
        refuseSecond(project, draft, null);
        requireWay(project, draft);
        var id = store.insert(project.id(), draft, clock.instant());
        secrets.set(id, draft.secret());
        var made = get(project, id);
        record(by, "channel.created", project, made);
        return made;
    }

    /** Its kind stays what it is. */
    @Transactional
    public Channel change(User by, Project project, Channel channel, ChannelDraft draft) {
        store.hold(project.id());
        refuseSecond(project, draft, channel);
        KindRules.requireSecretFor(channel, draft);
        requireWay(project, draft);
        store.update(channel.id(), draft);
        if (draft.secret() != null) {
            KindRules.requireWhole(draft);
            secrets.set(channel.id(), draft.secret());
        }
        var changed = get(project, channel.id());
        record(by, "channel.changed", project, changed);
        signals.raise(Dispatcher.TOPIC);
        return changed;
    }

    /** With all that it is still owed. */
    @Transactional
    public void delete(User by, Project project, Channel channel) {
        outbox.delete(channel.id());
        record(by, "channel.deleted", project, channel);
    }

    /** Sends what says that it is a test; gives the delivery. */
    @Transactional
    public Delivery test(User by, Project project, Channel channel) {
        record(by, "channel.tested", project, channel);
        var notice =
                new Notice(
                        NoticeEvent.TEST,
                        NoticeEvent.Tone.NEUTRAL,
                        clock.instant(),
                        project.key(),
                        null,
                        List.of(),
                        by.name() + " tests whether this arrives",
                        "",
                        new Notice.Link(
                                "channels of " + project.key(),
                                settings.baseUrl() + url(project.key())),
                        null,
                        Map.of());
        var body = bodies.of(channel.addressee(), notice);
        return send(channel, UUID.randomUUID(), NoticeEvent.TEST, body);
    }

    /** Sends the same once more, whatever became of it; gives the new delivery. */
    @Transactional
    public Delivery redeliver(User by, Project project, Channel channel, long id) {
        var old = delivery(channel, id);
        record(by, "channel.redelivered", project, channel);
        return send(channel, old.requestId(), old.event(), old.body());
    }

    /** Newest first, before the given id (exclusive; Long.MAX_VALUE for the newest). */
    public List<Delivery> deliveries(Channel channel, long before, int limit) {
        return deliveries.of(channel.id(), before, limit);
    }

    /** 404 when the channel has none of this id. */
    public Delivery delivery(Channel channel, long id) {
        return deliveries.get(channel.id(), told(channel), id);
    }

    /** The page of a project's channels. */
    public static String url(String projectKey) {
        return "/projects/" + projectKey + "/channels";
    }

    private Delivery send(Channel channel, UUID request, String event, String body) {
        return deliveries.send(channel.id(), told(channel), request, event, body);
    }

    private static String told(Channel channel) {
        return "Channel " + channel.name();
    }

    private void requireWay(Project project, ChannelDraft draft) {
        var through = draft.settings().getOrDefault("through", "");
        if (!through.isEmpty()) {
            ways.get(project.id(), WayName.of(through));
        }
    }

    private void refuseSecond(Project project, ChannelDraft draft, @Nullable Channel itself) {
        for (var other : of(project)) {
            if (other.name().equals(draft.name())
                    && (itself == null || itself.id() != other.id())) {
                throw Problem.invalid(
                        "name",
                        "name: %s has a channel \"%s\" already."
                                .formatted(project.key(), draft.name()));
            }
        }
    }

    /** Without the query of an address, in which people keep tokens. */
    private void record(User by, String action, Project project, Channel channel) {
        var address = channel.address();
        var query = address.indexOf('?');
        audit.record(
                by.actor(),
                action,
                project.key(),
                Map.of(
                        "channel", channel.name(),
                        "kind", channel.kind().word(),
                        "address", query < 0 ? address : address.substring(0, query),
                        "events", channel.events().stream().map(NoticeEvent::key).toList(),
                        "environments", channel.environments(),
                        "active", channel.active(),
                        "secret", channel.secret()));
    }
}
