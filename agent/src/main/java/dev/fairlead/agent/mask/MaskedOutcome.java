package dev.fairlead.agent.mask;

import dev.fairlead.protocol.Outcome;
import dev.fairlead.protocol.Outcome.BalancersSeen;
import dev.fairlead.protocol.Outcome.Built;
import dev.fairlead.protocol.Outcome.HostChecked;
import dev.fairlead.protocol.Outcome.HostObserved;
import dev.fairlead.protocol.Outcome.HostStepRan;
import dev.fairlead.protocol.Outcome.HostTried;
import dev.fairlead.protocol.Outcome.PlayRan;
import dev.fairlead.protocol.Outcome.ServerMoved;
import dev.fairlead.protocol.TaskRun;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a job ended, without the secrets that a command may have put into it. */
public final class MaskedOutcome {
    private MaskedOutcome() {}

    public static Outcome of(Outcome outcome, Masks masks) {
        if (masks == Masks.NONE) {
            return outcome;
        }
        return switch (outcome) {
            case Built built -> built(built, masks);
            case HostStepRan ran ->
                    new HostStepRan(
                            masks.mask(ran.failure()),
                            ran.exitCode(),
                            ran.millis(),
                            ran.refused(),
                            ran.notes().stream().map(masks::mask).toList());
            case HostObserved observed -> observed(observed, masks);
            case ServerMoved moved ->
                    new ServerMoved(
                            masks.mask(moved.failure()),
                            moved.seats().stream().map(seat -> moved(seat, masks)).toList(),
                            moved.millis());
            case BalancersSeen seen -> seen; // no command's words, and no job that has secrets
            case HostTried tried ->
                    new HostTried(
                            masks.mask(tried.failure()),
                            tried.checks().stream().map(check -> check(check, masks)).toList());
            case PlayRan ran ->
                    new PlayRan(
                            masks.mask(ran.failure()),
                            masks.mask(ran.summary()),
                            ran.exitCode(),
                            ran.millis(),
                            ran.refused());
            case HostChecked checked ->
                    new HostChecked(
                            masks.mask(checked.failure()),
                            checked.results().stream().map(one -> result(one, masks)).toList(),
                            checked.refused(),
                            checked.notes().stream().map(masks::mask).toList());
        };
    }

    /** The same for what is told on the way. */
    public static List<TaskRun> of(List<TaskRun> runs, Masks masks) {
        return masks == Masks.NONE ? runs : runs.stream().map(run -> run(run, masks)).toList();
    }

    private static TaskRun run(TaskRun run, Masks masks) {
        return new TaskRun(
                run.task(),
                masks.mask(run.play()),
                masks.mask(run.name()),
                run.host(),
                run.state(),
                run.ignored(),
                masks.mask(run.message()),
                run.millis());
    }

    /** Artifacts have their names from the server, which was given masked ones. */
    private static Built built(Built built, Masks masks) {
        return new Built(
                masks.mask(built.failure()),
                built.steps().stream().map(step -> step(step, masks)).toList(),
                built.tests().stream().map(test -> test(test, masks)).toList(),
                built.artifacts(),
                built.coverage());
    }

    private static Built.StepRun step(Built.StepRun step, Masks masks) {
        return new Built.StepRun(
                masks.mask(step.name()), step.exitCode(), step.millis(), step.firstLine());
    }

    private static Built.TestCase test(Built.TestCase test, Masks masks) {
        return new Built.TestCase(
                masks.mask(test.suite()),
                masks.mask(test.name()),
                test.verdict(),
                test.millis(),
                masks.mask(test.detail()));
    }

    private static HostObserved observed(HostObserved observed, Masks masks) {
        return new HostObserved(
                masks.mask(observed.failure()),
                masked(observed.file(), masks),
                observed.sha256(),
                observed.processStarted(),
                observed.startedAfterInstall(),
                masked(observed.version(), masks),
                observed.lastStep(),
                observed.stepUnderWay(),
                observed.notes().stream().map(masks::mask).toList());
    }

    private static ServerMoved.Moved moved(ServerMoved.Moved seat, Masks masks) {
        return new ServerMoved.Moved(
                seat.balancer(),
                seat.server(),
                masks.mask(seat.before()),
                masks.mask(seat.after()),
                seat.sessions());
    }

    private static HostTried.Check check(HostTried.Check check, Masks masks) {
        return new HostTried.Check(
                masks.mask(check.name()), check.passed(), masks.mask(check.sentence()));
    }

    private static HostChecked.Result result(HostChecked.Result result, Masks masks) {
        return new HostChecked.Result(
                masks.mask(result.name()),
                masks.mask(result.rule()),
                masks.mask(result.found()),
                result.passed(),
                result.looks(),
                result.millis());
    }

    private static @Nullable String masked(@Nullable String text, Masks masks) {
        return text == null ? null : masks.mask(text);
    }
}
