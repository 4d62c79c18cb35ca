package dev.fairlead.code;

import dev.fairlead.code.store.TimeIsUp;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Ref;
import org.springframework.stereotype.Component;

/** Branches and tags by name, and those that have a commit. */
@Component
class RefLists {
    private static final Duration TIME = Duration.ofSeconds(1);

    private final Reader reader;

    RefLists(Reader reader) {
        this.reader = reader;
    }

    /** Names of tags that have the text in them, the highest version first. */
    List<String> tags(Repository repository, String like, int limit) {
        return names(repository, Constants.R_TAGS, like)
                .sorted(new Versions().reversed())
                .limit(limit)
                .toList();
    }

    /** Names of branches that have the text in them, the default branch first. */
    List<String> branches(Repository repository, String like, int limit) {
        return names(repository, Constants.R_HEADS, like)
                .sorted(
                        Comparator.comparing(
                                        (String name) -> !name.equals(repository.defaultBranch()))
                                .thenComparing(name -> !name.equalsIgnoreCase(like))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(limit)
                .toList();
    }

    Containing containing(Repository repository, String sha) {
        try {
            return reader.walkFor(
                    TIME,
                    repository,
                    (git, walk) -> {
                        var commit = Reader.commit(walk, sha);
                        var refs = git.getRefDatabase();
                        return new Containing(
                                names(
                                        walk.getMergedInto(
                                                commit, byPrefix(refs, Constants.R_HEADS))),
                                names(walk.getMergedInto(commit, byPrefix(refs, Constants.R_TAGS))),
                                false);
                    });
        } catch (TimeIsUp _) {
            return new Containing(List.of(), List.of(), true);
        }
    }

    private Stream<String> names(Repository repository, String prefix, String like) {
        var wanted = like.strip().toLowerCase(Locale.ROOT);
        var names = reader.read(repository, git -> names(byPrefix(git.getRefDatabase(), prefix)));
        return names.stream().filter(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
    }

    private static List<Ref> byPrefix(org.eclipse.jgit.lib.RefDatabase refs, String prefix)
            throws IOException {
        return refs.getRefsByPrefix(prefix);
    }

    private static List<String> names(List<Ref> refs) {
        return refs.stream()
                .map(ref -> org.eclipse.jgit.lib.Repository.shortenRefName(ref.getName()))
                .toList();
    }
}
