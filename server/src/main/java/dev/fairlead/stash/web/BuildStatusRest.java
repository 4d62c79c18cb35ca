package dev.fairlead.stash.web;

import dev.fairlead.code.PostedStatuses;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.stash.web.BuildStatusForm.Stats;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Builds of commits, by commit alone: the form that Jenkins' notifiers and scripts speak. */
@Hidden
@RestController
@RequestMapping("/rest/build-status/{version:1\\.0|latest}/commits")
class BuildStatusRest {
    private static final int MOST_ASKED = 1_000;

    private final PostedStatuses statuses;
    private final Settings settings;
    private final Clock clock;

    BuildStatusRest(PostedStatuses statuses, Settings settings, Clock clock) {
        this.statuses = statuses;
        this.settings = settings;
        this.clock = clock;
    }

    /** Notifiers count nothing but 204 with an empty body as success. */
    @PostMapping("/{sha}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void post(User user, @PathVariable String sha, @RequestBody BuildStatusBody body) {
        statuses.post(user, lower(sha), body.status(user, clock.instant()));
    }

    @GetMapping("/{sha}")
    Page<BuildStatusForm> get(User user, @PathVariable String sha, Paging paging) {
        var found = statuses.of(user, List.of(lower(sha))).getOrDefault(lower(sha), List.of());
        return Page.ofAll(paging, found).map(status -> BuildStatusForm.of(status, settings));
    }

    /** Zeros for a commit that nobody knows: a client reads an error as red. */
    @GetMapping("/stats/{sha}")
    Stats stats(User user, @PathVariable String sha) {
        return Stats.of(statuses.of(user, List.of(lower(sha))).getOrDefault(lower(sha), List.of()));
    }

    /** By commit; those without builds are left out. */
    @PostMapping("/stats")
    Map<String, Stats> stats(User user, @RequestBody List<String> shas) {
        if (shas.size() > MOST_ASKED) {
            throw Problem.invalid(
                    "commits",
                    "At most %d commits can be asked for at once, these are %d."
                            .formatted(MOST_ASKED, shas.size()));
        }
        return statuses
                .of(user, shas.stream().map(BuildStatusRest::lower).distinct().toList())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, found -> Stats.of(found.getValue())));
    }

    private static String lower(String sha) {
        return sha.toLowerCase(Locale.ROOT);
    }
}
