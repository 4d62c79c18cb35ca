package dev.fairlead.build;

import static dev.fairlead.build.BuildTrial.failed;
import static dev.fairlead.build.BuildTrial.passed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.fairlead.ModuleTest;
import dev.fairlead.build.Comparison.Kind;
import dev.fairlead.code.Commit;
import dev.fairlead.protocol.Outcome.Built.TestCase;
import dev.fairlead.protocol.Outcome.Built.TestCase.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@ModuleTest
class ComparisonModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Comparisons comparisons;
    @TempDir Path folder;

    @Test
    void tellsWhatIsDifferentBesideTheBuildBefore() throws IOException {
        var trial = BuildTrial.begin(context, folder, BuildTrial.PLAN);
        var first = trial.push("topic", "One");
        var claimed = trial.agent.claim(0);
        trial.report(
                claimed,
                List.of(trial.agent.store(claimed, "out/a.txt", "a")),
                passed("breaks"),
                failed("heals"),
                took("slows", 100),
                passed("stays"),
                passed("goes"));
        var second = trial.push("topic", "Two");
        claimed = trial.agent.claim(0);
        trial.report(
                claimed,
                List.of(trial.agent.store(claimed, "out/a.txt", "bb")),
                failed("breaks"),
                passed("heals"),
                took("slows", 900),
                passed("stays"),
                passed("comes"));
        var repository = trial.project.repository();

        var comparison = comparisons.of(repository, first, second);

        assertThat(comparison.tests())
                .extracting(change -> change.test().name(), Comparison.TestChange::kind)
                .containsExactly(
                        tuple("breaks", Kind.BROKEN),
                        tuple("heals", Kind.FIXED),
                        tuple("slows", Kind.SLOWER),
                        tuple("comes", Kind.ADDED),
                        tuple("goes", Kind.REMOVED));
        assertThat(comparison.commits()).extracting(Commit::title).containsExactly("Two");
        assertThat(comparison.missing()).isEmpty();
        assertThat(comparison.steps())
                .containsExactly(new Comparison.StepChange("build", "make", 40L, 40L));
        assertThat(comparison.files())
                .containsExactly(new Comparison.FileChange("out/a.txt", 1L, 2L));
        var page = trial.http().get(second.url() + "/comparison").body();
        assertThat(page).contains("Build %d beside %d".formatted(second.id(), first.id()));
        assertThat(trial.http().get(second.url()).body()).contains("Compare with " + first.id());
        var json = trial.http().get("/api/v1" + second.url() + "/comparison?with=" + first.id());
        assertThat(json.json().path("tests").get(0).path("kind").asString()).isEqualTo("broken");
    }

    @Test
    void refusesABuildOfAnotherRepositoryAndSaysWhatIsTheFirst() throws IOException {
        var trial = BuildTrial.begin(context, folder.resolve("a"), BuildTrial.PLAN);
        var other = BuildTrial.begin(context, folder.resolve("b"), BuildTrial.PLAN);
        var mine = trial.run("topic", "One");
        var theirs = other.run("topic", "One");

        assertThat(trial.http().get(mine.url() + "/comparison?with=" + theirs.id()).status())
                .isEqualTo(404);
        var first = trial.http().get(mine.url() + "/comparison");
        assertThat(first.status()).isEqualTo(404);
        assertThat(first.body()).contains("is the first of topic");
    }

    private static TestCase took(String name, long millis) {
        return new TestCase("orders.SumTest", name, Verdict.PASSED, millis, "");
    }
}
