package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.DiffLook;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Two refs side by side: the commits and changes that one has since it left the other. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/compare")
class ComparePages {
    private static final int COMMITS = 100;
    private static final int MOST_REFS = 500;

    private final Spots spots;
    private final Source source;
    private final Browsing browsing;
    private final Rows rows;
    private final RepositoryViews views;
    private final Access access;

    ComparePages(
            Spots spots,
            Source source,
            Browsing browsing,
            Rows rows,
            RepositoryViews views,
            Access access) {
        this.spots = spots;
        this.source = source;
        this.browsing = browsing;
        this.rows = rows;
        this.views = views;
        this.access = access;
    }

    @GetMapping
    ModelAndView compare(
            User user,
            DiffLook look,
            Asked asked,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to) {
        var repository = spots.repository(user, asked);
        if (source.resolve(repository, repository.defaultBranch()).isEmpty()
                && from.isEmpty()
                && to.isEmpty()) {
            return views.firstPush(repository);
        }
        var base = from.isEmpty() ? repository.defaultBranch() : from;
        return new ModelAndView(
                "code/compare",
                Map.of(
                        "page",
                        page(user, look, repository, base, to),
                        "branches",
                        browsing.branches(repository, "", MOST_REFS),
                        "tags",
                        browsing.tags(repository, "", MOST_REFS)));
    }

    private ComparePage page(
            User user, DiffLook look, Repository repository, String from, String to) {
        if (to.isEmpty()) {
            return nothing(repository, from, to, "Choose the branch, tag or commit to look at.");
        }
        var base = source.resolve(repository, from);
        var head = source.resolve(repository, to);
        if (base.isEmpty() || head.isEmpty()) {
            return nothing(
                    repository,
                    from,
                    to,
                    spots.unknown(user, repository, base.isEmpty() ? from : to).detail());
        }
        var commits = source.between(repository, base.get(), head.get(), COMMITS + 1);
        if (commits.isEmpty()) {
            return nothing(repository, from, to, "%s has every commit of %s.".formatted(from, to));
        }
        var shown = commits.subList(0, Math.min(COMMITS, commits.size()));
        return new ComparePage(
                views.place(repository),
                repository,
                from,
                to,
                rows.commits(repository, shown),
                commits.size() > COMMITS,
                new DiffView(repository, source.diff(repository, base.get(), head.get()), look),
                propose(user, repository, from, to),
                null);
    }

    private ComparePage nothing(Repository repository, String from, String to, String why) {
        return new ComparePage(
                views.place(repository), repository, from, to, List.of(), false, null, null, why);
    }

    /** Pull requests go from a branch into the default branch. */
    private @Nullable String propose(User user, Repository repository, String from, String to) {
        var isBranch = browsing.branches(repository, to, MOST_REFS).stream().anyMatch(to::equals);
        return isBranch
                        && from.equals(repository.defaultBranch())
                        && access.may(user, repository.projectId(), Role.WRITE)
                ? repository.url() + "/pull-requests/new?source=" + Addresses.encoded(to)
                : null;
    }
}
