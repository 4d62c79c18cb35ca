package dev.fairlead.deploy;

import dev.fairlead.code.Authorship;
import dev.fairlead.code.Browsing;
import dev.fairlead.code.Log;
import dev.fairlead.code.Repository;
import dev.fairlead.code.ReviewedCode;
import dev.fairlead.code.Source;
import dev.fairlead.plan.PlanError;
import dev.fairlead.problem.Problem;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Reads a file that keeps environments, and who wrote what is new in it. */
@Component
class FileReading {
    private static final int MOST_COMMITS = 500;

    private final ReviewedCode reviewed;
    private final Source source;
    private final Browsing browsing;

    FileReading(ReviewedCode reviewed, Source source, Browsing browsing) {
        this.reviewed = reviewed;
        this.source = source;
        this.browsing = browsing;
    }

    /** Writers are those of the commits that changed it since it was followed last. */
    record Read(EnvironmentsYaml file, Set<Long> writers) {}

    Read read(EnvironmentFile file, Repository repository, String commit) {
        reviewed.doubt(repository, commit, file.named())
                .ifPresent(doubt -> {
                    throw new PlanError(
                            file.path(),
                            doubt
                                    + " Only what a pull request brought may say where releases run. An"
                                    + " administrator of the project may look at the file and name it again.");
                });
        return new Read(
                EnvironmentsYaml.read(file.path(), bytes(file, repository, commit)),
                writers(file, repository, commit));
    }

    private byte[] bytes(EnvironmentFile file, Repository repository, String commit) {
        try {
            var limit = EnvironmentsYaml.LIMITS.bytes();
            return source.file(repository, commit, file.path(), limit)
                    .orElseThrow(() -> new PlanError(file.path(), "there is no such file"));
        } catch (Problem tooLarge) {
            throw new PlanError(file.path(), tooLarge.detail());
        }
    }

    private Set<Long> writers(EnvironmentFile file, Repository repository, String commit) {
        var question = new Log.Question(repository.id(), commit, file.path(), "", 0, MOST_COMMITS);
        var touching =
                browsing.log(repository, question).entries().stream()
                        .map(entry -> entry.commit().sha())
                        .collect(Collectors.toSet());
        return source.authorship(repository, file.followed(), commit).stream()
                .filter(one -> touching.contains(one.commit().sha()))
                .map(Authorship::writers)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }
}
