package dev.fairlead.deploy;

import static java.util.Comparator.comparingLong;

import dev.fairlead.deploy.BoardEntry.Host;
import dev.fairlead.deploy.BoardEntry.Next;
import dev.fairlead.deploy.BoardEntry.Place;
import dev.fairlead.deploy.BoardEntry.Verified;
import dev.fairlead.deploy.BoardEntry.Waits;
import dev.fairlead.issue.Project;
import dev.fairlead.release.Release;
import dev.fairlead.release.Releases;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Every environment of some projects: what it runs, what happens there, and what comes next. */
@Component
public class Board {
    /** So many environments at most. */
    public static final int MOST = 1_000;

    private static final HostAnswer NOTHING = new HostAnswer(null, null, null);

    private final BoardStore store;
    private final DriftStore drifts;
    private final Releases releases;

    Board(BoardStore store, DriftStore drifts, Releases releases) {
        this.store = store;
        this.drifts = drifts;
        this.releases = releases;
    }

    /** In the order of kinds, of those of a kind in the order a release travels; by project. */
    public List<BoardEntry> of(Collection<Project> projects) {
        var places = store.places(projects.stream().map(Project::id).toList(), MOST);
        var ids = places.stream().map(Place::id).toArray(Long[]::new);
        var verified = store.verified(ids);
        var waiting = store.waiting(ids);
        var running = store.running(ids);
        var wrong = store.wrong(ids);
        var hosts = store.hosts(ids);
        var drifted =
                drifts.open(Set.of(ids)).stream()
                        .collect(Collectors.groupingBy(Drift::environmentId));
        var doors = doors(places, verified);
        var next = next(places, verified, doors);
        return places.stream()
                .map(place ->
                        new BoardEntry(
                                place,
                                hosts(place, hosts.getOrDefault(place.id(), Map.of())),
                                verified.get(place.id()),
                                wrong.get(place.id()),
                                running.get(place.id()),
                                waiting.getOrDefault(place.id(), List.of()),
                                drifted.getOrDefault(place.id(), List.of()),
                                next.get(place.id())))
                .map(Board::withoutWhatIsComing)
                .sorted(
                        comparingLong((BoardEntry entry) -> entry.place().projectId())
                                .thenComparing(entry -> entry.place().kind())
                                .thenComparingInt(entry -> entry.place().order())
                                .thenComparing(entry -> entry.place().name()))
                .toList();
    }

    private static List<Host> hosts(Place place, Map<String, Host> answered) {
        return place.hosts().stream()
                .map(name -> answered.getOrDefault(name, new Host(name, NOTHING, null, false)))
                .toList();
    }

    /** The release that stands before each environment: verified in the one before, or newest. */
    private Map<Long, Door> doors(List<Place> places, Map<Long, Verified> verified) {
        var byName =
                places.stream()
                        .collect(Collectors.toMap(p -> p.projectId() + "/" + p.name(), p -> p));
        var newest =
                releases.newest(
                        places.stream()
                                .filter(place -> place.after() == null)
                                .map(Place::repositoryId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet()));
        var doors = new HashMap<Long, Door>();
        for (var place : places) {
            var before = byName.get(place.projectId() + "/" + place.after());
            var there = before == null ? null : verified.get(before.id());
            var first = place.after() == null ? newest.get(place.repositoryId()) : null;
            if (before != null && there != null) {
                doors.put(place.id(), Door.of(before, there));
            } else if (first != null) {
                doors.put(place.id(), Door.of(first));
            }
        }
        return doors;
    }

    private Map<Long, Next> next(
            List<Place> places, Map<Long, Verified> verified, Map<Long, Door> doors) {
        var behind =
                places.stream()
                        .filter(place -> isNews(verified.get(place.id()), doors.get(place.id())))
                        .toList();
        var counts =
                releases.countAfter(behind.stream().map(p -> way(p, verified, doors)).toList());
        var issues =
                releases.issues(
                        behind.stream()
                                .map(place -> door(place, doors).release())
                                .collect(Collectors.toSet()));
        var next = new HashMap<Long, Next>();
        for (int i = 0; i < behind.size(); i++) {
            var door = door(behind.get(i), doors);
            next.put(
                    behind.get(i).id(),
                    new Next(
                            door.version(),
                            counts.get(i),
                            issues.get(door.release()),
                            door.from(),
                            door.since()));
        }
        return next;
    }

    private static boolean isNews(@Nullable Verified now, @Nullable Door door) {
        return door != null && (now == null || Versions.compare(door.version(), now.version()) > 0);
    }

    private static Releases.Way way(
            Place place, Map<Long, Verified> verified, Map<Long, Door> doors) {
        var now = verified.get(place.id());
        return new Releases.Way(
                place.repositoryId() == null ? 0 : place.repositoryId(),
                now == null ? null : now.version(),
                door(place, doors).version());
    }

    private static Door door(Place place, Map<Long, Door> doors) {
        return Objects.requireNonNull(doors.get(place.id()));
    }

    /** What is on its way there does not wait for anybody any more. */
    private static BoardEntry withoutWhatIsComing(BoardEntry entry) {
        var next = entry.next();
        if (next == null) {
            return entry;
        }
        var coming = entry.waiting().stream().map(Waits::version).collect(Collectors.toSet());
        if (entry.running() != null) {
            coming.add(entry.running().version());
        }
        return !coming.contains(next.version())
                ? entry
                : new BoardEntry(
                        entry.place(),
                        entry.hosts(),
                        entry.verified(),
                        entry.ended(),
                        entry.running(),
                        entry.waiting(),
                        entry.drifts(),
                        null);
    }

    /** A release at an environment's door. */
    private record Door(long release, String version, @Nullable String from, Instant since) {
        static Door of(Place before, Verified there) {
            return new Door(there.release(), there.version(), before.name(), there.at());
        }

        static Door of(Release newest) {
            var since = newest.released() == null ? newest.created() : newest.released();
            return new Door(newest.id(), newest.version(), null, since);
        }
    }
}
