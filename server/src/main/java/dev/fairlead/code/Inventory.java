package dev.fairlead.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.springframework.stereotype.Component;

/** Whole lists of what a repository holds, for programs that go through all of it. */
@Component
public class Inventory {
    private final Reader reader;

    Inventory(Reader reader) {
        this.reader = reader;
    }

    /** The tags that name commits, the latest committed first. */
    public List<Tag> tags(Repository repository) {
        record Dated(Tag tag, int time) {}
        return reader.walk(
                repository,
                (git, walk) -> {
                    var dated = new ArrayList<Dated>();
                    for (var ref : git.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
                        var name = ref.getName().substring(Constants.R_TAGS.length());
                        var object = ref.getObjectId();
                        commit(walk, object)
                                .ifPresent(commit ->
                                        dated.add(
                                                new Dated(
                                                        new Tag(name, commit.name(), object.name()),
                                                        commit.getCommitTime())));
                    }
                    dated.sort(Comparator.comparingInt(Dated::time).reversed());
                    return dated.stream().map(Dated::tag).toList();
                });
    }

    /** The commit that a ref names by its full name, such as {@code refs/tags/1.0.0}. */
    public Optional<String> tip(Repository repository, String ref) {
        if (!org.eclipse.jgit.lib.Repository.isValidRefName(ref)) {
            return Optional.empty();
        }
        return reader.walk(
                repository,
                (git, walk) -> {
                    var found = git.getRefDatabase().exactRef(ref);
                    return found == null || found.getObjectId() == null
                            ? Optional.empty()
                            : commit(walk, found.getObjectId()).map(RevCommit::name);
                });
    }

    /** The paths of files below a folder at a commit, in git's order, as seen from the folder. */
    public List<String> files(
            Repository repository, String commit, String folder, int skip, int limit) {
        return reader.walk(
                repository,
                (_, walk) -> {
                    var files = new ArrayList<String>();
                    try (var entries = new TreeWalk(walk.getObjectReader())) {
                        entries.addTree(Trees.folder(walk, commit, folder));
                        entries.setRecursive(true);
                        for (var i = 0L; files.size() < limit && entries.next(); i++) {
                            if (i >= skip) {
                                files.add(entries.getPathString());
                            }
                        }
                    }
                    return files;
                });
    }

    private static Optional<RevCommit> commit(RevWalk walk, ObjectId id) throws IOException {
        return walk.peel(walk.parseAny(id)) instanceof RevCommit commit
                ? Optional.of(commit)
                : Optional.empty();
    }
}
