package dev.fairlead.code.web;

import dev.fairlead.code.Browsing;
import dev.fairlead.code.Hits;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Files of the default branch, by name and by text. */
@Controller
@RequestMapping("/projects/{key}/repositories/{slug}/search")
class SearchPages {
    private static final int LONGEST = 200;
    private static final int SHORTEST_TEXT = 2;
    private static final int NAMES = 20;

    private final Spots spots;
    private final Browsing browsing;
    private final RepositoryViews views;

    SearchPages(Spots spots, Browsing browsing, RepositoryViews views) {
        this.spots = spots;
        this.browsing = browsing;
        this.views = views;
    }

    @GetMapping
    ModelAndView search(User user, Asked asked, @RequestParam(defaultValue = "") String q) {
        if (q.length() > LONGEST) {
            throw Problem.invalid(
                    "q",
                    "q: must have at most %d characters, has %d.".formatted(LONGEST, q.length()));
        }
        return spots.find(user, new Asked(asked.key(), asked.slug(), null, null))
                .map(spot -> new ModelAndView("code/search", Map.of("page", page(spot, q))))
                .orElseGet(() -> views.firstPush(spots.repository(user, asked)));
    }

    private SearchPage page(Spot spot, String q) {
        var place = views.place(spot.repository());
        if (q.isBlank()) {
            return new SearchPage(place, spot, q, List.of(), new Hits(List.of(), null));
        }
        var hits =
                q.length() < SHORTEST_TEXT
                        ? new Hits(List.of(), "Texts of one letter are not looked for.")
                        : browsing.filesWith(spot.repository(), spot.sha(), q);
        var names = browsing.filesNamed(spot.repository(), spot.sha(), q, NAMES);
        return new SearchPage(place, spot, q, names, hits);
    }
}
