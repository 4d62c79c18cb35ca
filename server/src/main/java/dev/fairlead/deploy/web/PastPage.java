package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.HostAnswer;
import dev.fairlead.deploy.Past;
import dev.fairlead.deploy.Past.Seen;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an environment ran at an instant.
 *
 * @param past null where the question was refused, and the form says why
 * @param asked whether somebody chose the instant and the zone
 */
public record PastPage(
        Place place,
        Environment environment,
        Form form,
        ZoneId zone,
        @Nullable Past past,
        boolean asked) {
    public String url() {
        return environment.url(place.projectKey());
    }

    public List<Row> rows() {
        return past == null ? List.of() : past.hosts().stream().map(Row::new).toList();
    }

    /** One host, and how sure that is. */
    public record Row(Past.Host host) {
        public String state() {
            return host.seen() instanceof Seen.Observed ? "passed" : "waiting";
        }

        public String ran() {
            return switch (host.seen()) {
                case Seen.Observed(var span) -> span.answer().words();
                case Seen.Between(var last, var next) ->
                        last.answer().words().equals(next.answer().words())
                                ? "probably " + last.answer().words()
                                : last.answer().words() + " or " + next.answer().words();
                case Seen.NotSince(var last) -> "probably " + last.answer().words();
                case Seen.OnlyLater _, Seen.Never _ -> "not known";
            };
        }

        public @Nullable HostAnswer answer() {
            return host.seen().answer();
        }

        /** The last look that is at or before the instant; null for none. */
        public @Nullable Instant before() {
            return switch (host.seen()) {
                case Seen.Observed(var span) -> span.firstSeen();
                case Seen.Between(var last, _) -> last.lastSeen();
                case Seen.NotSince(var last) -> last.lastSeen();
                case Seen.OnlyLater _, Seen.Never _ -> null;
            };
        }

        /** The first look after the instant; null for none. */
        public @Nullable Instant after() {
            return switch (host.seen()) {
                case Seen.Observed(var span) -> span.lastSeen();
                case Seen.Between(_, var next) -> next.firstSeen();
                case Seen.OnlyLater(var first) -> first.firstSeen();
                case Seen.NotSince _, Seen.Never _ -> null;
            };
        }

        /** How it is known, before the times. */
        public String known() {
            return switch (host.seen()) {
                case Seen.Observed _ -> "it answered so";
                case Seen.Between _ -> "nobody looked in between";
                case Seen.NotSince _ -> "it has not answered since";
                case Seen.OnlyLater _ -> "it was asked for the first time later";
                case Seen.Never _ -> "it never answered";
            };
        }
    }
}
