package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.DiffLook;
import dev.fairlead.code.Log;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Issues;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The history of a ref or a path, and single commits. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/commits")
class CommitPages {
    private static final int PAGE = 50;

    private final Spots spots;
    private final Source source;
    private final Browsing browsing;
    private final CommitStatuses statuses;
    private final Users users;
    private final Issues issues;
    private final Rows rows;
    private final RepositoryViews views;

    CommitPages(
            Spots spots,
            Source source,
            Browsing browsing,
            CommitStatuses statuses,
            Users users,
            Issues issues,
            Rows rows,
            RepositoryViews views) {
        this.spots = spots;
        this.source = source;
        this.browsing = browsing;
        this.statuses = statuses;
        this.users = users;
        this.issues = issues;
        this.rows = rows;
        this.views = views;
    }

    @GetMapping
    ModelAndView commits(
            User user,
            Asked asked,
            @RequestParam(defaultValue = "") String author,
            @RequestParam(defaultValue = "0") int skip) {
        return spots.find(user, asked)
                .map(spot -> commits(spot, author.strip(), Math.max(0, skip)))
                .orElseGet(() -> views.firstPush(spots.repository(user, asked)));
    }

    @GetMapping("/{sha}")
    ModelAndView commit(User user, DiffLook look, Asked asked, @PathVariable String sha) {
        var repository = spots.repository(user, asked);
        var commit = source.commit(repository, sha);
        var pusher = source.pusher(repository, sha);
        return new ModelAndView(
                "code/commit",
                Map.of(
                        "page",
                        new CommitPage(
                                views.place(repository),
                                repository,
                                commit,
                                linked(repository.projectId(), commit.message()),
                                names(List.copyOf(source.writers(repository, commit))),
                                pusher.isEmpty()
                                        ? null
                                        : names(List.of(pusher.getAsLong())).getFirst(),
                                source.arrival(repository, sha).orElse(null),
                                statuses.of(repository, sha),
                                new DiffView(repository, source.diff(repository, sha), look))));
    }

    /** The branches and tags that have a commit: this may take a while. */
    @GetMapping("/{sha}/refs")
    ModelAndView refs(User user, Asked asked, @PathVariable String sha) {
        var repository = spots.repository(user, asked);
        var found = browsing.containing(repository, sha);
        var links = RefLinks.of(repository, "commits", "", found.branches(), found.tags());
        return new ModelAndView("code/containing", Map.of("links", links, "cut", found.cut()));
    }

    private ModelAndView commits(Spot spot, String author, int skip) {
        var log = browsing.log(spot.repository(), question(spot, author, skip));
        var base =
                spot.history() + (author.isEmpty() ? "" : "&author=" + Addresses.encoded(author));
        var older = log.more() ? base + "&skip=" + (skip + PAGE) : null;
        var newer = skip > 0 ? base + "&skip=" + Math.max(0, skip - PAGE) : null;
        var page =
                new CommitsPage(
                        views.place(spot.repository()),
                        spot,
                        author,
                        rows(spot, log),
                        older,
                        newer,
                        log.cut());
        return new ModelAndView("code/commits", Map.of("page", page));
    }

    private static Log.Question question(Spot spot, String author, int skip) {
        return new Log.Question(
                spot.repository().id(), spot.sha(), spot.path(), author, skip, PAGE);
    }

    private List<CommitsPage.Row> rows(Spot spot, Log log) {
        var entries = log.entries();
        var all = rows.commits(spot.repository(), entries.stream().map(Log.Entry::commit).toList());
        return IntStream.range(0, all.size())
                .mapToObj(i -> new CommitsPage.Row(all.get(i), file(spot, entries.get(i))))
                .toList();
    }

    private static @Nullable String file(Spot spot, Log.Entry entry) {
        return entry.path().isEmpty()
                ? null
                : Addresses.browse(spot.repository(), entry.path(), entry.commit().sha());
    }

    /** The message with the keys of this project's issues as links. */
    private LinkedText linked(long project, String message) {
        return LinkedText.of(
                message,
                issues.byKeys(Issues.keysIn(message)).values().stream()
                        .filter(issue -> issue.projectId() == project)
                        .collect(Collectors.toMap(issue -> issue.key(), issue -> issue.url())));
    }

    private List<String> names(List<Long> ids) {
        return users.byIds(ids).values().stream().map(User::name).sorted().toList();
    }
}
