package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.CONFIRM;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.INSTALL;
import static dev.fairlead.deploy.StepName.OBSERVE;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.STOP;
import static dev.fairlead.deploy.StepName.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What of a host's turn is given at once. */
class AheadTest {
    private static final Instant NOW = Instant.parse("2026-11-26T22:00:00Z");

    private final List<Step> journal = new ArrayList<>();
    private Definition two;

    @Test
    void isAllOfItWithTheWayBack() {
        var drain = planned(DRAIN);
        List.of(STOP, INSTALL, START, VERIFY, OBSERVE, BACK).forEach(this::planned);
        planned(StepName.AFTER_HOST);

        assertThat(ahead(drain, "")).containsExactly(STOP, INSTALL, START, VERIFY, OBSERVE, BACK);
    }

    @Test
    void endsWhereChecksHaveToHoldForAWhile() {
        var start = planned(START);
        List.of(VERIFY, OBSERVE, BACK).forEach(this::planned);

        assertThat(ahead(start, ", \"soak\": \"10s\"")).containsExactly(VERIFY);
    }

    @Test
    void holdsTheWayBackWhereTheChecksAreOfAMomentAgo() {
        done(START, Duration.ofSeconds(20));
        done(VERIFY, Duration.ofSeconds(10));
        var observe = planned(OBSERVE);
        planned(BACK);

        assertThat(ahead(observe, "")).containsExactly(BACK);
    }

    /** The server was away, or somebody thought it over for long. */
    @Test
    void doesNotHoldItWhereTheyAreOld() {
        done(START, Duration.ofMinutes(61));
        done(VERIFY, Duration.ofMinutes(60));
        var observe = planned(OBSERVE);
        planned(BACK);

        assertThat(ahead(observe, "")).isEmpty();
    }

    @Test
    void preparesTheTurnOfTheNextHost() {
        begin("", 0);

        assertThat(next())
                .extracting(Step::host, Step::name)
                .startsWith(tuple("order-2", DRAIN))
                .endsWith(tuple("order-2", BACK))
                .hasSize(7);
    }

    @Test
    void preparesTheLooksAtTheEnd() {
        begin("", 1);

        assertThat(next())
                .extracting(Step::host, Step::name)
                .containsExactly(tuple("order-1", CONFIRM), tuple("order-2", CONFIRM));
    }

    /** A person is asked, or time passes, in between. */
    @Test
    void preparesNothingBeyondAGate() {
        begin(", \"strategy\": {\"pause\": \"10s\"}", 0);

        assertThat(next()).isEmpty();
    }

    @Test
    void preparesNothingForAnotherAgent() {
        begin("", 0, "elsewhere");

        assertThat(next()).isEmpty();
    }

    @Test
    void preparesNothingWhileAHostHasToBeAsked() {
        begin("", 0);
        journal.set(2, Journals.with(journal.get(2), StepState.UNKNOWN, 1L, 1L, null, false));

        assertThat(next()).isEmpty();
    }

    private void begin(String more, int turn) {
        begin(more, turn, "local");
    }

    /** The bytes are there, and a host's turn is under way. */
    private void begin(String more, int turn, String secondAgent) {
        two = definition(more, secondAgent);
        journal.addAll(Journals.of(two, Set.of()));
        journal.replaceAll(step ->
                switch (step.name()) {
                    case FETCH -> Journals.with(step, StepState.DONE, 1L, 1L, null, false);
                    case CONFIRM -> step;
                    default -> {
                        var state = step.position() < turn ? StepState.DONE : StepState.ISSUED;
                        yield step.position() > turn
                                ? step
                                : Journals.with(step, state, step.id(), step.id(), null, false);
                    }
                });
    }

    private List<Step> next() {
        var course = Journals.course(NOW, two.strategy().pause());
        var progress = Progress.of(course, journal);
        var underWay = progress.where(step -> step.state() == StepState.ISSUED);
        return Ahead.next(false, underWay, progress, two);
    }

    private static Definition definition(String more, String secondAgent) {
        var json =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                 "steps": {"install": "i", "start": "r", "stop": "s", "verify": "v"}%s,
                 "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 80, "agent": "local"},
                           {"name": "order-2", "folder": "/srv/2", "port": 81, "agent": "%s"}]}
                """
                        .formatted(more, secondAgent);
        return DefinitionReader.read(JsonMapper.shared().readTree(json));
    }

    private List<StepName> ahead(Step step, String more) {
        return Ahead.of(step, Progress.of(Journals.course(NOW), journal), definition(more)).stream()
                .map(Step::name)
                .toList();
    }

    private static Definition definition(String more) {
        var json =
                """
                {"kind": "production", "order": 1, "repository": "orders",
                 "balancer": {"socket": "/run/haproxy.sock", "backend": "orders"},
                 "steps": {"install": "i", "start": "r", "stop": "s"},
                 "verification": {"hosts": {"checks": [{"kind": "tcp"}]%s}},
                 "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 80}]}
                """
                        .formatted(more);
        return DefinitionReader.read(JsonMapper.shared().readTree(json));
    }

    private Step planned(StepName name) {
        return step(name, StepState.PLANNED, null);
    }

    private void done(StepName name, Duration ago) {
        step(name, StepState.DONE, NOW.minus(ago));
    }

    private Step step(StepName name, StepState state, Instant at) {
        var step = Journals.attempt(journal.size(), name, 1, state, at);
        journal.add(step);
        return step;
    }
}
