package dev.fairlead.code;

import dev.fairlead.code.store.TimeIsUp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import org.eclipse.jgit.blame.BlameGenerator;
import org.springframework.stereotype.Component;

/** Asks each line of a file where it came from, also through renames. */
@Component
class Blames {
    private static final Duration TIME = Duration.ofSeconds(4);

    private record Question(long repository, String commit, String path) {}

    private final Reader reader;
    private final Remembered<Question, Blame> remembered = new Remembered<>(100_000);

    Blames(Reader reader) {
        this.reader = reader;
    }

    Blame of(Repository repository, String commit, String path) {
        var question = new Question(repository.id(), commit, path);
        return remembered.get(question).orElseGet(() -> look(repository, question));
    }

    private Blame look(Repository repository, Question question) {
        var parts = new ArrayList<Blame.Part>();
        try {
            reader.walkFor(
                    TIME,
                    repository,
                    (git, walk) -> {
                        var commit = Reader.commit(walk, question.commit());
                        var commits = new HashMap<String, Commit>();
                        try (var blame = new BlameGenerator(git, question.path())) {
                            blame.setFollowFileRenames(true);
                            blame.push(null, commit);
                            while (blame.next()) {
                                var source = blame.getSourceCommit();
                                parts.add(
                                        new Blame.Part(
                                                blame.getResultStart(),
                                                blame.getRegionLength(),
                                                commits.computeIfAbsent(
                                                        source.name(), _ -> Commits.brief(source)),
                                                blame.getSourcePath()));
                            }
                        }
                        return true;
                    });
        } catch (TimeIsUp _) {
            return new Blame(sorted(parts), true);
        }
        return remembered.keep(question, new Blame(sorted(parts), false), 10L * (parts.size() + 1));
    }

    private static List<Blame.Part> sorted(List<Blame.Part> parts) {
        return parts.stream().sorted(Comparator.comparingInt(Blame.Part::start)).toList();
    }
}
