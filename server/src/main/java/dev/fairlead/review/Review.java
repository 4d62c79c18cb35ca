package dev.fairlead.review;

import dev.fairlead.code.Commit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a pull request stands, read afresh.
 *
 * @param base the commit that it would be, or was, merged into
 * @param commits what it brings, newest first
 * @param writers who wrote a part of it, each with one commit that shows it
 * @param lifters who could give the approval that is missing, by name
 */
public record Review(
        String base,
        List<Commit> commits,
        Map<Long, String> writers,
        List<Approval> approvals,
        List<MergeCheck> checks,
        List<String> lifters) {
    public boolean mayMerge() {
        return checks.stream().allMatch(MergeCheck::passed);
    }

    Review with(MergeCheck check) {
        var all = Stream.concat(checks.stream(), Stream.of(check)).toList();
        return new Review(base, commits, writers, approvals, all, lifters);
    }

    public List<Approval> counting() {
        return approvals.stream().filter(Approval::counts).toList();
    }
}
