package dev.fairlead.code;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads repositories. A ref is a branch name, a tag name or a commit's 40 hex digits. */
@Component
public class Source {
    private final History history;
    private final Writers writers;
    private final Trees trees;
    private final Diffs diffs;

    Source(History history, Writers writers, Trees trees, Diffs diffs) {
        this.history = history;
        this.writers = writers;
        this.trees = trees;
        this.diffs = diffs;
    }

    /** The commit that a ref names; empty when there is none such. */
    public Optional<String> resolve(Repository repository, String ref) {
        return history.resolve(repository, ref);
    }

    /** Whether something was pushed to its default branch. */
    public boolean isFilled(Repository repository) {
        return resolve(repository, repository.defaultBranch()).isPresent();
    }

    /** The branches, the default branch first, then the latest committed. */
    public List<Branch> branches(Repository repository) {
        return history.branches(repository);
    }

    public Commit commit(Repository repository, String sha) {
        return history.commit(repository, sha);
    }

    /** History from a commit, newest first. */
    public List<Commit> history(Repository repository, String from, int skip, int limit) {
        return history.from(repository, from, skip, limit);
    }

    /** Commits reachable from {@code to} and not from {@code excluded}, newest first. */
    public List<Commit> between(
            Repository repository, @Nullable String excluded, String to, int limit) {
        return history.between(repository, excluded, to, limit);
    }

    /** The same commits with who wrote each; server-made ones have no writers. */
    public List<Authorship> authorship(
            Repository repository, @Nullable String excluded, String to) {
        return writers.of(repository, excluded, to);
    }

    /** The newest of these commits, at most so many, with who wrote each. */
    public List<Authorship> authorship(
            Repository repository, @Nullable String excluded, String to, int limit) {
        return writers.of(repository, history.between(repository, excluded, to, limit));
    }

    /** Who wrote one commit, as user ids; empty for one that the server made. */
    public Set<Long> writers(Repository repository, Commit commit) {
        return writers.of(repository, List.of(commit)).getFirst().writers();
    }

    /** The id of the user who brought a commit; empty where Fairlead made it or nobody is known. */
    public OptionalLong pusher(Repository repository, String sha) {
        return writers.pusher(repository, sha);
    }

    /** With which push a commit came; empty where that is not known. */
    public Optional<Arrival> arrival(Repository repository, String sha) {
        return writers.arrival(repository, sha);
    }

    /** A file's bytes at a commit; empty when there is no such file. Problem 413 over the limit. */
    public Optional<byte[]> file(Repository repository, String commit, String path, int limit) {
        return trees.file(repository, commit, path, limit);
    }

    /** Hands a file's bytes over, however many they are; false when there is no such file. */
    public boolean read(Repository repository, String commit, String path, FileReader to) {
        return trees.read(repository, commit, path, to);
    }

    /** A folder's entries, folders first; empty path for the root. */
    public List<TreeEntry> tree(Repository repository, String commit, String path) {
        return trees.tree(repository, commit, path);
    }

    /** What is at a path of a commit; the root for the empty path. */
    public Optional<TreeEntry> entry(Repository repository, String commit, String path) {
        return trees.entry(repository, commit, path);
    }

    /** All file paths at a commit that end with the suffix, at most {@code limit}. */
    public List<String> paths(Repository repository, String commit, String suffix, int limit) {
        return trees.paths(repository, commit, suffix, limit);
    }

    /** Writes the commit's tree as an uncompressed POSIX tar. */
    public void archive(Repository repository, String commit, OutputStream out) throws IOException {
        trees.archive(repository, commit, out);
    }

    /** What changed from the merge base of the two to {@code to}: the first part. */
    public Diff diff(Repository repository, String from, String to) {
        return diffs.between(repository, from, to);
    }

    /** What one commit changed against its first parent: the first part. */
    public Diff diff(Repository repository, String commit) {
        return diffs.of(repository, commit);
    }

    /** A further part: the files after the first {@code skip}; base null for nothing at all. */
    public Diff diff(Repository repository, @Nullable String base, String head, int skip) {
        return diffs.part(repository, base, head, skip);
    }

    /** One file's change, by its path now; a diff without files when it did not change. */
    public Diff diffOf(Repository repository, @Nullable String base, String head, String path) {
        return diffs.file(repository, base, head, path);
    }

    public boolean isAncestor(Repository repository, String ancestor, String of) {
        return history.isAncestor(repository, ancestor, of);
    }

    /** How many commits {@code to} has that {@code from} has not, and the reverse. */
    public Distance distance(Repository repository, String from, String to) {
        return history.distance(repository, from, to);
    }

    /** The target of the repository's first push to its default branch; empty before it. */
    public Optional<String> firstTip(Repository repository) {
        return writers.firstTip(repository);
    }

    /** The branches that carry an issue's key, oldest first, also those that have gone. */
    public List<IssueBranch> branchesOf(String issueKey) {
        return writers.branchesOf(issueKey);
    }

    /** The key of the task that was filed for a branch; empty for one that needs none. */
    public Optional<String> filedFor(Repository repository, String branch) {
        return writers.filedFor(repository, branch);
    }

    /** The keys of the issues that a branch or its commits name. */
    public List<String> issuesOf(Repository repository, String branch) {
        return writers.issuesOf(repository, branch);
    }
}
