package dev.fairlead.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlead.protocol.Bounds;
import dev.fairlead.protocol.JobSpec.RunBuild.Checkout;
import dev.fairlead.protocol.JobSpec.RunBuild.Results;
import dev.fairlead.protocol.JobSpec.RunBuild.Service;
import dev.fairlead.protocol.JobSpec.RunBuild.Step;
import dev.fairlead.protocol.JobSpec.RunBuild.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanParserTest {
    private static final String SHARED = "release: {jobs: {docs: {steps: [{run: make docs}]}}}";

    @Test
    void readsTheSmallestFile() {
        var plan = parse("build: {steps: [{run: true}]}");
        var job =
                new JobPlan(
                        "build",
                        new JobPlan.Start(List.of(), Condition.ALWAYS, null),
                        new JobPlan.Work(
                                List.of(new Step("true", "true")),
                                Map.of(),
                                Map.of(),
                                Checkout.ARCHIVE,
                                List.of()),
                        Results.NONE,
                        Surroundings.USUAL,
                        new JobPlan.Limits(60, 0),
                        AgentWish.ANY);
        assertThat(plan)
                .isEqualTo(new Plan(List.of(job), List.of(job), List.of(), List.of(), false));
    }

    @Test
    void readsLimitsAndAnImage() {
        var job =
                parse(
                                "build: {steps: [{run: x}], memory: 512, processes: 99, disk: 7,"
                                        + " image: 'docker.io/library/maven:3.9'}")
                        .build()
                        .getFirst();

        assertThat(job.surroundings())
                .isEqualTo(
                        new Surroundings(
                                true,
                                new Bounds(512, 99, 7),
                                "docker.io/library/maven:3.9",
                                List.of()));
    }

    @Test
    void refusesAnImageThatAnEngineWouldTakeForAnOption() {
        assertRefused(
                "build: {steps: [{run: x}], image: --privileged}",
                "fairlead.yml line 1, column 35: an image is named like"
                        + " maven:3.9-eclipse-temurin-25, found '--privileged'");
    }

    @Test
    void readsACheckoutByGitAndAsksForIt() {
        var job =
                parse(
                                "build: {checkout: {git: true, depth: 5, submodules: true, lfs:"
                                        + " true}, steps: [{run: x}]}")
                        .build()
                        .getFirst();

        assertThat(job.work().checkout()).isEqualTo(new Checkout(Checkout.How.GIT, 5, true, true));
        assertThat(job.labels()).containsExactly("git", "git-lfs");
        assertThat(parse("build: {checkout: {git: false}, steps: [{run: x}]}").build())
                .extracting(one -> one.work().checkout())
                .containsExactly(Checkout.ARCHIVE);
        assertRefused(
                "build: {checkout: {depth: 5}, steps: [{run: x}]}",
                "fairlead.yml line 1, column 19: depth, submodules and lfs are for git: true");
        assertRefused(
                "build: {checkout: {git: perhaps}, steps: [{run: x}]}",
                "fairlead.yml line 1, column 25: git is true or false, found 'perhaps'");
    }

    @Test
    void readsServicesAndAsksForContainers() {
        var job =
                parse(
                                """
                                build:
                                  image: maven:3.9
                                  labels: [arm64]
                                  services:
                                    db:
                                      image: postgres:17
                                      port: 5432
                                      environment: {POSTGRES_PASSWORD: x}
                                      ready: pg_isready
                                      writes: [/var/lib/x]
                                    cache: {image: redis, port: 6379}
                                  steps: [{run: x}]
                                """)
                        .build()
                        .getFirst();

        assertThat(job.surroundings().services())
                .containsExactly(
                        new Service(
                                "db",
                                "postgres:17",
                                Map.of("POSTGRES_PASSWORD", "x"),
                                5432,
                                "pg_isready",
                                List.of("/var/lib/x")),
                        new Service("cache", "redis", Map.of(), 6379, null, List.of()));
        assertThat(job.labels()).containsExactly("arm64", "containers");
        assertThat(parse("build: {steps: [{run: x}]}").build().getFirst().labels()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{db: {port: 1}} | 34: service 'db' needs image:",
                "{db: {image: pg}} | 34: service 'db' needs port:",
                "{db: {image: pg, port: 0}} | 52: port must be from 1 to 65535, found '0'",
                "{DB: {image: pg, port: 1}} | 34: a service's name is 1 to 30 small letters, digits"
                        + " and dashes, found 'DB'",
                "{a: {image: pg, port: 1}, b: {image: pg, port: 1}} | 58: the services a and b"
                        + " both have port 1",
                "{a: {image: pg, port: 1, writes: ['/x:exec']}} | 63: a folder that a service"
                        + " writes is named like /var/run/mysqld, found '/x:exec'",
            })
    void refusesAServiceThatCouldNotRun(String services, String message) {
        assertRefused(
                "build: {image: x, services: %s, steps: [{run: x}]}".formatted(services),
                "fairlead.yml line 1, column " + message);
    }

    @Test
    void refusesServicesBesideNoImage() {
        assertRefused(
                "build: {services: {db: {image: pg, port: 1}}, steps: [{run: x}]}",
                "fairlead.yml line 1, column 19: services stand beside steps that run in an image;"
                        + " add image:");
    }

    @Test
    void readsTheReference() throws IOException {
        var plan =
                PlanParser.parse(
                        Files.readAllBytes(Path.of("../docs/fairlead.yml")),
                        path -> Optional.of(SHARED.getBytes(StandardCharsets.UTF_8)));
        assertThat(plan.build().getFirst().work().steps())
                .extracting(Step::name)
                .containsExactly("mvn -B verify", "Say what was built");
        assertThat(plan.build().getFirst().results().tests())
                .containsExactly("target/surefire-reports/*.xml", "target/failsafe-reports/*.xml");
        assertThat(plan.build().getFirst().limits().minutes()).isEqualTo(30);
        assertThat(plan.release()).hasSize(7);
        assertThat(plan.release().get(4).start().manual()).isEqualTo("Tell the customers");
        assertThat(plan.release().get(5).work().secrets())
                .isEqualTo(Map.of("MAVEN_PASSWORD", "NEXUS_TOKEN"));
        assertThat(plan.release().get(5).results().artifacts())
                .containsExactly("target/orders-*.jar", "pom.xml");
    }

    @Test
    void readsWhatAnAgentMustHave() {
        var plan = parse("build: {steps: [{run: make}], labels: [arm64, docker]}");
        assertThat(plan.build().getFirst().agents())
                .isEqualTo(new AgentWish("default", "", List.of("arm64", "docker")));
        assertThat(parse("build: {steps: [{run: make}], pool: gpu}").build().getFirst().agents())
                .isEqualTo(new AgentWish("gpu", "fairlead.yml line 1, column 37", List.of()));
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse("build: {steps: [{run: make}], labels: [Big One]}"))
                .satisfies(e ->
                        assertThat(e.sentence())
                                .contains("line 1")
                                .contains("begins with a letter or digit, found 'Big One'"));
    }

    @Test
    void readsWhichSecretsAJobWants() {
        var listed = parse("build: {steps: [{run: make}], secrets: [NPM_TOKEN, PIN]}");
        assertThat(listed.build().getFirst().work().secrets())
                .isEqualTo(Map.of("NPM_TOKEN", "NPM_TOKEN", "PIN", "PIN"));
        var mapped = parse("build: {steps: [{run: make}], secrets: {TOKEN: NPM_TOKEN}}");
        assertThat(mapped.build().getFirst().work().secrets())
                .isEqualTo(Map.of("TOKEN", "NPM_TOKEN"));
        assertRefused(
                "build: {steps: [{run: make}], secrets: [A, A]}",
                "fairlead.yml line 1, column 44: the secret 'A' stands twice");
        assertRefused(
                "build: {steps: [{run: make}], secrets: [a b]}",
                "fairlead.yml line 1, column 41: a secret's name is letters, digits and"
                        + " underscores and does not begin with FAIRLEAD_, found 'a b'");
        assertRefused(
                "build: {steps: [{run: make}], secrets: {FAIRLEAD_X: A}}",
                "fairlead.yml line 1, column 53: a variable's name is letters, digits and"
                        + " underscores and does not begin with FAIRLEAD_, found 'FAIRLEAD_X'");
    }

    @Test
    void aSingleReleasePartServesBranchesToo() {
        var plan = parse("release: {steps: [{run: make}]}");
        assertThat(plan.build()).isEqualTo(plan.release());
    }

    @Test
    void namesALongStepByItsFirstLineCut() {
        var plan = parse("build: {steps: [{run: \"%s\\nmore\"}]}".formatted("x".repeat(80)));
        assertThat(plan.build().getFirst().work().steps().getFirst().name())
                .isEqualTo("x".repeat(59) + "…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | fairlead.yml: is empty; it needs build: with steps:",
                "make | fairlead.yml line 1, column 1: expected keys for fairlead.yml"
                        + " (build, release, parameters, schedules, include, cancel-older), found 'make'",
                "{} | fairlead.yml line 1, column 1: needs build: with steps:",
                "bild: {} | fairlead.yml line 1, column 1: fairlead.yml has no key 'bild';"
                        + " it knows build, release, parameters, schedules, include, cancel-older",
                "build: | fairlead.yml line 1, column 7: expected keys for build"
                        + " ({keys}), found nothing",
                "build: [] | fairlead.yml line 1, column 8: expected keys for build"
                        + " ({keys}), found a list",
                "build: {} | fairlead.yml line 1, column 8: build needs steps:",
                "build: {step: []} | fairlead.yml line 1, column 9: build has no key 'step';"
                        + " it knows {keys}",
                "build: {steps: make} | fairlead.yml line 1, column 16: expected a list for steps,"
                        + " found 'make'",
                "build: {steps: []} | fairlead.yml line 1, column 16: build needs at least one"
                        + " step",
                "build: {steps: [make]} | fairlead.yml line 1, column 17: expected keys for a step"
                        + " (run, name), found 'make'",
                "build: {steps: [{name: x}]} | fairlead.yml line 1, column 17: a step needs run:",
                "build: {steps: [{run: [a]}]} | fairlead.yml line 1, column 23: expected text for"
                        + " run, found a list",
                "build: {steps: [{run: {a: b}}]} | fairlead.yml line 1, column 23: expected text"
                        + " for run, found keys with values",
                "build: {steps: [{run: ''}]} | fairlead.yml line 1, column 23: expected text for"
                        + " run, found nothing",
                "build: {steps: [{run: a}], tests: [/etc/*]} | fairlead.yml line 1, column 36:"
                        + " a glob names files below the workspace, found '/etc/*'",
                "build: {steps: [{run: a}], artifacts: [a/../../b]} | fairlead.yml line 1,"
                        + " column 40: a glob names files below the workspace, found 'a/../../b'",
                "build: {steps: [{run: a}], timeout: ten} | fairlead.yml line 1, column 37:"
                        + " expected a number, found 'ten'",
                "build: {steps: [{run: a}], timeout: 0} | fairlead.yml line 1, column 37:"
                        + " timeout must be from 1 to 1440, found '0'",
                "build: {steps: [{run: a}], timeout: 99999999999} | fairlead.yml line 1,"
                        + " column 37: timeout must be from 1 to 1440, found '99999999999'",
            })
    void refusesWithPlaceAndRule(String text, String message) {
        assertRefused(text, message.replace("{keys}", Level.PART.toString()));
    }

    @Test
    void spreadsAMatrixAndResolvesWhatJobsNeed() {
        var jobs =
                parse(
                                """
                                build:
                                  jobs:
                                    unit:
                                      matrix:
                                        jdk: [21, 25]
                                        db: [h2, pg]
                                      environment: {MODE: fast}
                                      retry: 2
                                      network: none
                                      checkout: none
                                      steps: [{run: make test}]
                                    package:
                                      needs: [unit]
                                      when: {branches: [main, 'ORD-*'], paths: ['src/**']}
                                      steps: [{run: make}]
                                """)
                        .build();
        assertThat(jobs)
                .extracting(JobPlan::name)
                .containsExactly(
                        "unit (21, h2)",
                        "unit (21, pg)",
                        "unit (25, h2)",
                        "unit (25, pg)",
                        "package");
        var second = jobs.get(1);
        assertThat(second.work().environment())
                .isEqualTo(Map.of("MODE", "fast", "jdk", "21", "db", "pg"));
        assertThat(second.limits().retries()).isEqualTo(2);
        assertThat(second.surroundings().network()).isFalse();
        assertThat(second.work().checkout()).isEqualTo(Checkout.NONE);
        assertThat(jobs.getLast().start().needs())
                .containsExactly(
                        "unit (21, h2)", "unit (21, pg)", "unit (25, h2)", "unit (25, pg)");
        assertThat(jobs.getLast().start().when().branches()).containsExactly("main", "ORD-*");
        assertThat(jobs.getLast().surroundings().network()).isTrue();
    }

    @Test
    void refusesJobsThatNeverCouldRun() {
        assertRefused(
                "build: {jobs: {}}", "fairlead.yml line 1, column 15: jobs needs at least one job");
        assertRefused(
                "build: {jobs: {a: {needs: [b], steps: [{run: x}]}}}",
                "fairlead.yml line 1, column 19: job 'a' needs 'b', and there is no such job;"
                        + " there are a");
        assertRefused(
                "build: {jobs: {a: {needs: [b], steps: [{run: x}]},"
                        + " b: {needs: [a], steps: [{run: x}]}}}",
                "fairlead.yml line 1, column 19: jobs need each other in a circle: a → b → a");
        assertRefused(
                "build: {jobs: {a: {needs: [a], steps: [{run: x}]}}}",
                "fairlead.yml line 1, column 19: jobs need each other in a circle: a → a");
        assertRefused(
                "build: {jobs: {a b: {steps: [{run: x}]}}}",
                "fairlead.yml line 1, column 16: a name in jobs is letters, digits, '-', '_' and"
                        + " '.', found 'a b'");
        assertRefused(
                "build: {jobs: {a: {steps: [{run: x}], environment: {FAIRLEAD_X: y}}}}",
                "fairlead.yml line 1, column 65: a variable's name is letters, digits and"
                        + " underscores and does not begin with FAIRLEAD_, found 'FAIRLEAD_X'");
        assertRefused(
                "build: {steps: [{run: x}], checkout: some}",
                "fairlead.yml line 1, column 38: checkout is archive, none or keys for git, found 'some'");
        assertRefused(
                "build: {steps: [{run: x}], network: some}",
                "fairlead.yml line 1, column 37: network is none or shared, found 'some'");
        assertRefused(
                "build: {steps: [{run: x}], when: {branches: ['[']}}",
                "fairlead.yml line 1, column 46: '[' is no glob");
    }

    @Test
    void refusesAMatrixOfTenThousandBeforeSpreadingIt() {
        var ten = "[1,2,3,4,5,6,7,8,9,10]";
        assertRefused(
                "build: {jobs: {a: {matrix: {p: %s, q: %s, r: %s, s: %s}, steps: [{run: x}]}}}"
                        .formatted(ten, ten, ten, ten),
                "fairlead.yml line 1, column 19: with the matrix of 'a' these are 10000 jobs;"
                        + " the limit is 100");
    }

    @Test
    void resolvesAHundredJobsThatEachNeedAllBefore() {
        var text = new StringBuilder("build: {jobs: {");
        for (int i = 0; i < 40; i++) {
            var needs = new StringBuilder();
            for (int j = 0; j < i; j++) {
                needs.append("j").append(j).append(",");
            }
            text.append("j%d: {needs: [%s], steps: [{run: x}]},".formatted(i, needs));
        }
        assertThat(parse(text + "}}").build().getLast().start().needs()).hasSize(39);
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        assertRefused(
                """
                # how it is built
                build:
                  steps:
                    - name: Compile
                      run: make

                  timeout:   ten
                """,
                "fairlead.yml line 7, column 14: expected a number, found 'ten'");
    }

    @Test
    void refusesWhatIsNotYamlWhereItStopsBeingYaml() {
        assertRefused(
                "build: {steps: [",
                "fairlead.yml line 1, column 17: is not YAML: expected the node content, but found"
                        + " '<stream end>'");
    }

    @Test
    void refusesADuplicateKeyAndASecondDocument() {
        assertRefused(
                "build: {steps: [{run: a}]}\nbuild: {}",
                "fairlead.yml line 2, column 1: the key 'build' stands twice");
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse("build: {steps: [{run: a}]}\n---\nx: 1"))
                .withMessageContaining("line 2, column 1");
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> PlanParser.parse(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .withMessage("fairlead.yml: is not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
                "a: &a [*a]",
                "? &a [*a]\n: 1",
            })
    void refusesAliasesBeforeFollowingThem(String bomb) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(bomb))
                .withMessageMatching(
                        "fairlead\\.yml line [1-3], column [0-9]+: aliases \\(\\*name\\) are not"
                                + " allowed; write it out");
    }

    /** The fastest of ten, because the machine may do something else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]",
                "build: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                "build: {jobs: {a: {needs: [b], steps: [{run: x}]},"
                        + " b: {needs: [a], steps: [{run: x}]}}}",
                "build: {jobs: {a: {steps: [{run: x}], matrix: {p: [1,2,3,4,5,6,7,8,9,10],"
                        + " q: [1,2,3,4,5,6,7,8,9,10], r: [1,2,3,4,5,6,7,8,9,10],"
                        + " s: [1,2,3,4,5,6,7,8,9,10]}}}}",
            })
    void refusesWhatIsHostileWithinATenthOfASecond(String text) {
        var fastest = Duration.ofDays(1);
        for (var i = 0; i < 10; i++) {
            var begin = System.nanoTime();
            assertThatExceptionOfType(PlanError.class)
                    .isThrownBy(() -> parse(text))
                    .withMessageMatching("fairlead\\.yml line [0-9]+, column [0-9]+: .*");
            var took = Duration.ofNanos(System.nanoTime() - begin);
            fastest = took.compareTo(fastest) < 0 ? took : fastest;
        }
        assertThat(fastest).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void namesTheLimitThatWasPassed() {
        assertLimit("build: " + "[".repeat(5_000), "nested deeper than 8 levels");
        assertLimit("#" + " ".repeat(70_000), "is 70001 bytes long; the limit is 65536 bytes");
        assertLimit("[" + "1,".repeat(3_000) + "1]", "more than 2000 values in the file");
        assertLimit(steps("{run: a},".repeat(51)), "steps has 51 entries; the limit is 50");
        assertLimit(
                steps("{run: " + "x".repeat(10_001) + "}"),
                "run has 10001 characters; the limit is 10000");
        assertLimit(
                steps("{run: a, name: " + "x".repeat(101) + "}"),
                "name has 101 characters; the limit is 100");
        assertLimit(
                "build: {steps: [{run: a}], tests: [" + "x,".repeat(51) + "]}",
                "tests has 51 entries; the limit is 50");
    }

    private static String steps(String entries) {
        return "build: {steps: [" + entries + "]}";
    }

    private static void assertLimit(String text, String message) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(text))
                .withMessageContaining(message);
    }

    private static void assertRefused(String text, String message) {
        assertThatExceptionOfType(PlanError.class)
                .isThrownBy(() -> parse(text))
                .withMessage(message);
    }

    private static Plan parse(String text) {
        return PlanParser.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
