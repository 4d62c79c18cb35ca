package dev.fairlead.code;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads repositories. A ref is a branch name, a tag name or a commit's 40 hex digits. */
@Component
public class Source {
    /** The commit that a ref names; empty when there is none such. */
    public Optional<String> resolve(Repository repository, String ref) {
        throw new UnsupportedOperationException();
    }

    /** The branches, the default branch first, then the latest committed. */
    public List<Branch> branches(Repository repository) {
        throw new UnsupportedOperationException();
    }

    public Commit commit(Repository repository, String sha) {
        throw new UnsupportedOperationException();
    }

    /** History from a commit, newest first. */
    public List<Commit> history(Repository repository, String from, int skip, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Commits reachable from {@code to} and not from {@code excluded}, newest first. */
    public List<Commit> between(
            Repository repository, @Nullable String excluded, String to, int limit) {
        throw new UnsupportedOperationException();
    }

    /** The same commits with who wrote each; server-made ones have no writers. */
    public List<Authorship> authorship(
            Repository repository, @Nullable String excluded, String to) {
        throw new UnsupportedOperationException();
    }

    /** A file's bytes at a commit; empty when there is no such file. Problem 413 over the limit. */
    public Optional<byte[]> file(Repository repository, String commit, String path, int limit) {
        throw new UnsupportedOperationException();
    }

    /** A folder's entries, folders first; empty path for the root. */
    public List<TreeEntry> tree(Repository repository, String commit, String path) {
        throw new UnsupportedOperationException();
    }

    /** All file paths at a commit that end with the suffix, at most {@code limit}. */
    public List<String> paths(Repository repository, String commit, String suffix, int limit) {
        throw new UnsupportedOperationException();
    }

    /** Writes the commit's tree as an uncompressed POSIX tar. */
    public void archive(Repository repository, String commit, OutputStream out) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** What changed from the merge base of the two to {@code to}. */
    public List<FileDiff> diff(Repository repository, String from, String to) {
        throw new UnsupportedOperationException();
    }

    /** What one commit changed against its first parent. */
    public List<FileDiff> diff(Repository repository, String commit) {
        throw new UnsupportedOperationException();
    }

    public boolean isAncestor(Repository repository, String ancestor, String of) {
        throw new UnsupportedOperationException();
    }

    /** The target of the repository's first push to its default branch; empty before it. */
    public Optional<String> firstTip(Repository repository) {
        throw new UnsupportedOperationException();
    }
}
