package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.Source;
import dev.fairlead.code.TreeEntry;
import dev.fairlead.identity.User;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Folders and files at a branch, tag or commit. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}")
class BrowsePages {
    private static final int MOST_REFS = 50;

    private final Spots spots;
    private final Source source;
    private final Browsing browsing;
    private final FileViews files;
    private final Prose prose;
    private final RepositoryViews views;

    BrowsePages(
            Spots spots,
            Source source,
            Browsing browsing,
            FileViews files,
            Prose prose,
            RepositoryViews views) {
        this.spots = spots;
        this.source = source;
        this.browsing = browsing;
        this.files = files;
        this.prose = prose;
        this.views = views;
    }

    @GetMapping({"/browse", "/browse/{*path}"})
    ModelAndView browse(User user, Asked asked, @RequestParam(defaultValue = "") String view) {
        return spots.find(user, asked)
                .map(spot -> page(spot, view))
                .orElseGet(() -> views.firstPush(spots.repository(user, asked)));
    }

    @GetMapping({"/blame", "/blame/{*path}"})
    ModelAndView blame(User user, Asked asked) {
        var spot = spots.require(user, asked);
        var entry = files.entry(spot);
        return entry.kind() == TreeEntry.Kind.FOLDER
                ? new ModelAndView("redirect:" + spot.browse())
                : file(
                        new FilePage(
                                views.place(spot.repository()), spot, entry, files.blame(spot)));
    }

    /** The entries again, with the commit that changed each last: this may take a while. */
    @GetMapping({"/last-commits", "/last-commits/{*path}"})
    ModelAndView lastCommits(User user, Asked asked) {
        var spot = spots.require(user, asked);
        var list = source.tree(spot.repository(), spot.sha(), spot.path());
        var commits = browsing.lastCommits(spot.repository(), spot.sha(), spot.path());
        return new ModelAndView(
                "code/entries", Map.of("entries", new Entries(spot, list, commits)));
    }

    /**
     * Branches and tags to switch to whose names have what was typed, for the menu that does so.
     */
    @GetMapping("/refs")
    ModelAndView refs(User user, Asked asked, @RequestParam(defaultValue = "browse") String page) {
        var repository = spots.repository(user, asked);
        var typed = Objects.requireNonNullElse(asked.at(), "");
        var links =
                RefLinks.of(
                        repository,
                        page,
                        asked.inside(),
                        browsing.branches(repository, typed, MOST_REFS),
                        browsing.tags(repository, typed, MOST_REFS));
        return new ModelAndView("code/refs", Map.of("links", links));
    }

    private ModelAndView page(Spot spot, String view) {
        var entry = files.entry(spot);
        var place = views.place(spot.repository());
        if (entry.kind() != TreeEntry.Kind.FOLDER) {
            var shown = files.shown(spot, entry, view.equals("source"));
            return file(new FilePage(place, spot, entry, shown));
        }
        var entries = views.entries(spot);
        var readme = prose.readme(spot, entries.list()).orElse(null);
        return new ModelAndView(
                "code/folder", Map.of("page", new FolderPage(place, spot, entries, readme)));
    }

    private static ModelAndView file(FilePage page) {
        return new ModelAndView("code/file", Map.of("page", page));
    }
}
