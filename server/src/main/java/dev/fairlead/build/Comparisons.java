package dev.fairlead.build;

import dev.fairlead.build.Comparison.FileChange;
import dev.fairlead.build.Comparison.StepChange;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import dev.fairlead.problem.Problem;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Compares two builds of a repository. */
@Component
public class Comparisons {
    private static final int TESTS = 100;
    private static final int COMMITS = 50;

    private final ComparisonStore store;
    private final ResultStore results;
    private final BuildJobStore jobs;
    private final Source source;

    Comparisons(ComparisonStore store, ResultStore results, BuildJobStore jobs, Source source) {
        this.store = store;
        this.results = results;
        this.jobs = jobs;
        this.source = source;
    }

    /** A job of a build and one of its steps, by their names. */
    private record Place(String job, String step) {}

    /**
     * Both are of the repository.
     *
     * @throws Problem 400 when they are not
     */
    public Comparison of(Repository repository, Build earlier, Build build) {
        if (earlier.repositoryId() != build.repositoryId()) {
            throw Problem.invalid(
                    "with",
                    "with: must be a build of %s, as build %d is; build %d is of another."
                            .formatted(repository, build.id(), earlier.id()));
        }
        return new Comparison(
                earlier,
                build,
                source.between(repository, earlier.commit(), build.commit(), COMMITS),
                source.between(repository, build.commit(), earlier.commit(), COMMITS),
                store.tests(earlier.id(), build.id(), TESTS),
                steps(earlier, build),
                files(earlier, build));
    }

    private List<StepChange> steps(Build earlier, Build build) {
        var before = millis(earlier);
        var after = millis(build);
        return Stream.concat(after.keySet().stream(), before.keySet().stream())
                .distinct()
                .map(place ->
                        new StepChange(
                                place.job(), place.step(), before.get(place), after.get(place)))
                .toList();
    }

    private Map<Place, Long> millis(Build build) {
        var names = jobs.of(build.id());
        var millis = new LinkedHashMap<Place, Long>();
        for (var step : results.steps(build.id())) {
            var job = names.get(step.job() - 1).name();
            millis.merge(new Place(job, step.name()), step.millis(), Long::sum);
        }
        return millis;
    }

    /** Files of one name are one file, which differs when any of its digests does. */
    private List<FileChange> files(Build earlier, Build build) {
        var before = files(earlier);
        var after = files(build);
        return Stream.concat(before.keySet().stream(), after.keySet().stream())
                .distinct()
                .sorted()
                .filter(name ->
                        !Objects.equals(digests(before.get(name)), digests(after.get(name))))
                .map(name -> new FileChange(name, size(before.get(name)), size(after.get(name))))
                .toList();
    }

    private Map<String, List<BuildArtifact>> files(Build build) {
        var files = new LinkedHashMap<String, List<BuildArtifact>>();
        for (var file : results.artifacts(build.id())) {
            files.merge(
                    file.name(),
                    List.of(file),
                    (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
        }
        return files;
    }

    private static Set<String> digests(@Nullable List<BuildArtifact> files) {
        var digests = new HashSet<String>();
        if (files != null) {
            files.forEach(file -> digests.add(file.sha256()));
        }
        return digests;
    }

    private static @Nullable Long size(@Nullable List<BuildArtifact> files) {
        return files == null ? null : files.stream().mapToLong(BuildArtifact::size).sum();
    }
}
