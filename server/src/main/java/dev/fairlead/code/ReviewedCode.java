package dev.fairlead.code;

import dev.fairlead.code.DirectPushes.Direct;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What stands on a default branch because somebody reviewed it, and what came by another way. */
@Component
public class ReviewedCode {
    private final DirectPushes direct;
    private final BranchRules rules;
    private final PushStore pushes;
    private final Source source;

    ReviewedCode(DirectPushes direct, BranchRules rules, PushStore pushes, Source source) {
        this.direct = direct;
        this.rules = rules;
        this.pushes = pushes;
        this.source = source;
    }

    /** Whether Fairlead made a commit: a pull request's merge, or a release of one. */
    public boolean isMerge(Repository repository, String commit) {
        var pusher = pushes.pushers(repository.id(), List.of(commit)).get(commit);
        return pusher != null && pusher.isEmpty();
    }

    /**
     * Why a commit of the default branch, or the release that was made of it, may hold what nobody
     * reviewed, in sentences; empty where it cannot.
     *
     * @param trusted when somebody looked at the branch and trusted what stood there
     */
    public Optional<String> doubt(Repository repository, String commit, Instant trusted) {
        var branch = repository.defaultBranch();
        if (!rules.of(repository).isProtected(branch)) {
            return Optional.of(
                    "%s is not protected: its branch rules let people push to it without a pull request."
                            .formatted(branch));
        }
        return direct.latest(repository)
                .filter(push ->
                        push.at().isAfter(trusted)
                                || (isOlder(repository, commit, trusted)
                                        && !isTip(repository, commit)))
                .map(push -> words(push, branch, trusted));
    }

    private static String words(Direct push, String branch, Instant trusted) {
        var said =
                "%s pushed to %s without a pull request at %s."
                        .formatted(push.by(), branch, push.at().truncatedTo(ChronoUnit.SECONDS));
        return push.at().isAfter(trusted)
                ? said
                : said
                        + " This commit is older than the look that somebody took since: build a later one.";
    }

    /** Who looked at the branch saw what stood there, and not what had stood there before. */
    private boolean isOlder(Repository repository, String commit, Instant trusted) {
        return pushes.arrival(repository.id(), commit)
                .filter(arrival -> arrival.at().isAfter(trusted))
                .isEmpty();
    }

    /** What stands there now, or the release that Fairlead made of it. */
    private boolean isTip(Repository repository, String commit) {
        var tip = source.resolve(repository, repository.defaultBranch()).orElse("");
        return tip.equals(commit)
                || (isMerge(repository, commit)
                        && source.commit(repository, commit).parents().contains(tip));
    }
}
