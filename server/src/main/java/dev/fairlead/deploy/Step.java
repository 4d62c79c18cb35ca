package dev.fairlead.deploy;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at one step: the deployment's journal.
 *
 * @param host empty for a step of the whole deployment or of a batch
 * @param position of the host in the deployment's order
 * @param batch of hosts, counted from 1; 0 for what comes before and after all of them
 * @param part which of several steps of the name it is, from 0
 * @param fence of the job that does it; null until an agent claimed it
 * @param asking the job that asks the host what an unknown step did; null while none does
 * @param note what happened, in a sentence; while it is unknown and the host could not tell, what a
 *     person has to know
 * @param stuck whether only a person can say how to go on
 * @param sessions of the host's server when it was drained
 */
public record Step(
        long id,
        long deployment,
        String host,
        int position,
        int batch,
        StepName name,
        int part,
        int attempt,
        StepState state,
        @Nullable Long fence,
        @Nullable Long job,
        @Nullable Long asking,
        String note,
        boolean stuck,
        @Nullable Integer sessions,
        @Nullable Instant issued,
        @Nullable Instant finished) {
    /** While one of these is under way, what follows the stage may be given already. */
    private static final Set<StepName> ENDS_A_STAGE =
            EnumSet.of(StepName.FETCH, StepName.OBSERVE, StepName.BACK);

    public Optional<Duration> took() {
        return issued == null || finished == null
                ? Optional.empty()
                : Optional.of(Duration.between(issued, finished));
    }

    /** Whether it is of the whole deployment or of a batch, and of no host. */
    public boolean ofAll() {
        return host.isEmpty();
    }

    /** Whether anything was done about it, though it may be planned once more. */
    boolean begun() {
        return (state != StepState.PLANNED && !isPrepared()) || attempt > 1;
    }

    /** Whether it is queued for an agent that asks for it once it has done what it is at. */
    public boolean isPrepared() {
        return state == StepState.ISSUED && issued == null;
    }

    /** Whether nobody has begun it, for it was given with another that is not over. */
    public boolean isAhead(List<Step> attempts) {
        return isPrepared()
                || (state == StepState.ISSUED
                        && attempts.stream()
                                .filter(one -> one.state() == StepState.ISSUED)
                                .anyMatch(one -> isGivenBefore(one, attempts)));
    }

    /** Whether another comes first in its turn; or ends the stage before, and its turn waits. */
    private boolean isGivenBefore(Step one, List<Step> attempts) {
        var order = Stage.of(one).compareTo(Stage.of(this));
        return order == 0
                ? one.host().equals(host) && one.name().compareTo(name) < 0
                : order < 0
                        && ENDS_A_STAGE.contains(one.name())
                        && attempts.stream().noneMatch(this::isBegunBy);
    }

    private boolean isBegunBy(Step done) {
        return done.state() == StepState.DONE
                && done.host().equals(host)
                && Stage.of(done).equals(Stage.of(this));
    }

    /** Whether it changed its host, or may have. */
    boolean touches() {
        return switch (state) {
            case PLANNED, SKIPPED, NOT_RUN -> false;
            case ISSUED -> !isPrepared() && name.changesHost();
            case DONE, FAILED, UNKNOWN -> name.changesHost();
        };
    }

    /** The same, as it is when it has ended well by then. */
    Step assumed(Instant then) {
        return new Step(
                id,
                deployment,
                host,
                position,
                batch,
                name,
                part,
                attempt,
                StepState.DONE,
                fence,
                job,
                null,
                note,
                false,
                sessions,
                then,
                then);
    }

    /** Where it is done, in words. */
    public String place() {
        if (!ofAll()) {
            return host;
        }
        return batch == 0 ? "the deployment" : "batch " + batch;
    }

    /** What went wrong with it, and where, said once. */
    public String trouble() {
        var what = name.word() + " on " + place();
        if (note.startsWith(what)) {
            return note;
        }
        return note.startsWith(host + ": ") && !ofAll()
                ? name.word() + " on " + note
                : what + ": " + note;
    }

    /** The latest attempt of each step, in the order of their hosts. */
    public static List<Step> latest(List<Step> attempts) {
        Map<Which, Step> latest = new LinkedHashMap<>();
        attempts.stream().sorted(ORDER).forEach(step -> latest.put(Which.of(step), step));
        return List.copyOf(latest.values());
    }

    private static final Comparator<Step> ORDER =
            Comparator.comparingInt(Step::position)
                    .thenComparingInt(Step::batch)
                    .thenComparing(Step::name)
                    .thenComparingInt(Step::part)
                    .thenComparingInt(Step::attempt);

    private record Which(String host, int batch, StepName name, int part) {
        static Which of(Step step) {
            return new Which(step.host(), step.batch(), step.name(), step.part());
        }
    }

    /** What happened, with the host's name in it: whoever reads it asks first where. */
    String told() {
        if (!note.isEmpty() && !ofAll() && !note.contains(host)) {
            return name.word() + " on " + host + ": " + note;
        }
        return note.isEmpty() ? name.word() + " on " + place() + " " + state.word() : note;
    }
}
