package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Board;
import dev.fairlead.deploy.BoardEntry;
import dev.fairlead.deploy.Drift;
import dev.fairlead.deploy.HostAnswer;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The board for scripts. */
@RestController
@RequestMapping("/api/v1")
class BoardRest {
    private final Board board;
    private final Boards boards;
    private final Projects projects;

    BoardRest(Board board, Boards boards, Projects projects) {
        this.board = board;
        this.boards = boards;
        this.projects = projects;
    }

    /**
     * An environment.
     *
     * @param version the one that every host answered with; null when they disagree
     * @param verifiedBy null for Fairlead itself
     * @param drift a sentence for each host that drifted
     */
    record Entry(
            String project,
            String environment,
            String kind,
            int order,
            String repository,
            @Nullable String version,
            List<Runs> hosts,
            @Nullable String verified,
            @Nullable Instant verifiedAt,
            @Nullable String verifiedBy,
            BoardEntry.@Nullable Ended ended,
            BoardEntry.@Nullable Running running,
            List<BoardEntry.Waits> waiting,
            List<String> drift,
            BoardEntry.@Nullable Next next,
            String url) {}

    /** A host. */
    record Runs(String name, HostAnswer runs, @Nullable Instant observed, boolean parked) {
        static Runs of(BoardEntry.Host host) {
            return new Runs(host.name(), host.answer(), host.observed(), host.parked());
        }
    }

    @GetMapping("/projects/{key}/environment-board")
    Listing<Entry> of(User user, @PathVariable String key) {
        return list(List.of(projects.require(user, key, Role.READ)));
    }

    /** Of all projects that the user may see. */
    @GetMapping("/environment-board")
    Listing<Entry> all(User user) {
        return list(projects.visibleTo(user));
    }

    private Listing<Entry> list(Collection<Project> some) {
        var keys = some.stream().collect(Collectors.toMap(Project::id, Project::key));
        var entries = board.of(some);
        var names = boards.names(entries);
        return Listing.of(
                entries.stream()
                        .map(one ->
                                entry(
                                        Objects.requireNonNull(keys.get(one.place().projectId())),
                                        one,
                                        names))
                        .toList());
    }

    private static Entry entry(String key, BoardEntry entry, Map<Long, String> names) {
        var place = entry.place();
        var verified = entry.verified();
        return new Entry(
                key,
                place.name(),
                place.kind().word(),
                place.order(),
                place.repository(),
                entry.agreed().orElse(null),
                entry.hosts().stream().map(Runs::of).toList(),
                verified == null ? null : verified.version(),
                verified == null ? null : verified.at(),
                verified == null || verified.by() == null ? null : names.get(verified.by()),
                entry.ended(),
                entry.running(),
                entry.waiting(),
                entry.drifts().stream().map(Drift::sentence).toList(),
                entry.next(),
                place.url(key));
    }
}
