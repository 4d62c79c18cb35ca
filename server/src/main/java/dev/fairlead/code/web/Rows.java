package dev.fairlead.code.web;

import dev.fairlead.code.Branch;
import dev.fairlead.code.BranchRules;
import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatuses;
import dev.fairlead.code.Distance;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Puts together what lists show. */
@Component
class Rows {
    private final Source source;
    private final CommitStatuses statuses;
    private final BranchRules rules;

    Rows(Source source, CommitStatuses statuses, BranchRules rules) {
        this.source = source;
        this.statuses = statuses;
        this.rules = rules;
    }

    List<CommitRow> commits(Repository repository, List<Commit> commits) {
        var all = statuses.of(repository, commits.stream().map(Commit::sha).toList());
        return commits.stream()
                .map(commit ->
                        new CommitRow(
                                commit,
                                all.getOrDefault(commit.sha(), List.of()).stream()
                                        .findFirst()
                                        .orElse(null)))
                .toList();
    }

    /** The first of the list is the default branch, where there is one. */
    List<BranchRow> branches(Repository repository, List<Branch> branches) {
        var tips =
                commits(
                        repository,
                        branches.stream()
                                .map(branch -> source.commit(repository, branch.tip()))
                                .toList());
        var main = source.resolve(repository, repository.defaultBranch());
        var guards = rules.of(repository);
        return IntStream.range(0, branches.size())
                .mapToObj(i -> {
                    var branch = branches.get(i);
                    var distance =
                            main.map(tip -> source.distance(repository, tip, branch.tip()))
                                    .orElse(new Distance(0, 0));
                    return new BranchRow(
                            repository,
                            branch.name(),
                            tips.get(i),
                            distance,
                            guards.isProtected(branch.name()));
                })
                .toList();
    }
}
