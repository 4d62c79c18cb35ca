package dev.fairlead.review;

import dev.fairlead.code.Authorship;
import dev.fairlead.code.Changes;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Repository;
import dev.fairlead.code.RuleTrial;
import dev.fairlead.code.Source;
import dev.fairlead.identity.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what the merge rules judge: statuses, approvals, who wrote what, and a trial merge. */
@Component
class Assessor {
    private final Source source;
    private final Changes changes;
    private final CommitStatuses statuses;
    private final RequiredBuildStore requiredBuilds;
    private final ApprovalStore approvals;
    private final People people;
    private final RuleTrial rules;

    Assessor(
            Source source,
            Changes changes,
            CommitStatuses statuses,
            RequiredBuildStore requiredBuilds,
            ApprovalStore approvals,
            People people,
            RuleTrial rules) {
        this.source = source;
        this.changes = changes;
        this.statuses = statuses;
        this.requiredBuilds = requiredBuilds;
        this.approvals = approvals;
        this.people = people;
        this.rules = rules;
    }

    Assessment assess(Repository repository, PullRequest pr) {
        var target = base(repository, pr);
        var base = target == null ? pr.head() : target;
        var authorship = source.authorship(repository, target, pr.head());
        var writers = writers(authorship);
        var reported = statuses.of(repository, pr.head());
        var given = judge(pr, writers);
        var lifters = people.lifters(repository, writers.keySet());
        var required = requiredBuilds.of(repository.id());
        var builds = builds(pr, required, reported);
        var approval = approval(pr, given, lifters);
        var merges = merges(repository, pr, target);
        var commits = authorship.stream().map(Authorship::commit).toList();
        return new Assessment(
                new Review(base, commits, writers, given, all(builds, approval, merges), lifters),
                Holder.of(builds, failed(required, reported), approval, merges));
    }

    /** As above, with what the branch rules say of a merge by this viewer. */
    Review review(User viewer, Repository repository, PullRequest pr) {
        var review = assess(repository, pr).review();
        return pr.isOpen()
                ? rules.mergeRefusal(viewer, repository, pr.target())
                        .map(why -> review.with(MergeRules.mayNotMerge(pr, viewer.name(), why)))
                        .orElse(review)
                : review;
    }

    /**
     * The checks that rows decide, read again inside the transaction of the merge. Its trial is the
     * merge itself. Writers come from before it: the target can only have moved to contain more, so
     * they are never too few.
     */
    List<MergeCheck> again(Repository repository, PullRequest pr, Map<Long, String> writers) {
        return all(
                builds(pr, requiredBuilds.of(repository.id()), statuses.of(repository, pr.head())),
                approval(pr, judge(pr, writers), people.lifters(repository, writers.keySet())));
    }

    private List<MergeCheck> builds(
            PullRequest pr, List<RequiredBuild> required, List<CommitStatus> reported) {
        return required.stream()
                .map(build -> MergeRules.build(pr, build, reported, people::name))
                .toList();
    }

    private static List<MergeCheck> all(List<MergeCheck> builds, MergeCheck... more) {
        return Stream.concat(builds.stream(), Stream.of(more)).toList();
    }

    private @Nullable String base(Repository repository, PullRequest pr) {
        var merge = pr.mergeCommit();
        return merge == null
                ? source.resolve(repository, pr.target()).orElse(null)
                : source.commit(repository, merge).parents().getFirst();
    }

    private MergeCheck merges(Repository repository, PullRequest pr, @Nullable String target) {
        if (pr.mergeCommit() != null) {
            return MergeRules.merged(pr);
        }
        return target == null
                ? MergeRules.noTarget(pr)
                : MergeRules.merges(pr, changes.mergeability(repository, pr.head(), target));
    }

    private List<Approval> judge(PullRequest pr, Map<Long, String> writers) {
        var judged = new ArrayList<Approval>();
        for (var given : approvals.of(pr.id())) {
            var why = whyNot(pr, given, writers);
            judged.add(new Approval(given.userId(), given.head(), given.at(), why.isEmpty(), why));
        }
        return judged;
    }

    private String whyNot(PullRequest pr, ApprovalStore.Given given, Map<Long, String> writers) {
        if (!given.head().equals(pr.head())) {
            return "%s approved %s, but the head has moved to %s since."
                    .formatted(
                            people.name(given.userId()),
                            given.head().substring(0, 10),
                            pr.shortHead());
        }
        if (!given.valid()) {
            return "%s approved it before it was to go into %s."
                    .formatted(people.name(given.userId()), pr.target());
        }
        var wrote = writers.get(given.userId());
        return wrote == null
                ? ""
                : "%s approved it, but wrote %s of it."
                        .formatted(people.name(given.userId()), wrote.substring(0, 10));
    }

    private MergeCheck approval(PullRequest pr, List<Approval> given, List<String> lifters) {
        var approvers =
                given.stream().filter(Approval::counts).map(a -> people.name(a.user())).toList();
        var refused = given.stream().filter(a -> !a.counts()).map(Approval::why).toList();
        return MergeRules.approval(pr, approvers, refused, lifters);
    }

    private static Map<Long, String> writers(List<Authorship> authorship) {
        var writers = new LinkedHashMap<Long, String>();
        for (var one : authorship) {
            one.writers().forEach(writer -> writers.putIfAbsent(writer, one.commit().sha()));
        }
        return writers;
    }

    private static boolean failed(List<RequiredBuild> required, List<CommitStatus> reported) {
        return required.stream()
                .flatMap(build -> build.believed(reported).stream())
                .anyMatch(status -> status.state() == CommitStatus.State.FAILED);
    }
}
