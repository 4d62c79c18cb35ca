package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which steps an agent is given together. */
class BundlesTest {
    private static final Set<String> ALL =
            Set.of("order-1", "order-2", "order-3", "order-4", "order-5", "order-6");

    @Test
    void bringsBytesToEveryHostByItselfButAsksSeveralWhereTheyAre() {
        var fetches = steps(StepName.FETCH);

        assertThat(sizes(fetches, Set.of())).containsExactly(1, 1, 1, 1, 1, 1);
        assertThat(sizes(fetches, Set.of("order-2", "order-3"))).containsExactly(1, 1, 1, 1, 2);
        assertThat(sizes(fetches, ALL)).containsExactly(4, 2);
    }

    @Test
    void asksAtTheEndInFoursAndGivesEachTurnByItself() {
        assertThat(sizes(steps(StepName.CONFIRM), Set.of())).containsExactly(4, 2);
        assertThat(sizes(steps(StepName.DRAIN), ALL)).containsExactly(1, 1, 1, 1, 1, 1);
    }

    private static List<Integer> sizes(List<Step> steps, Set<String> there) {
        return Bundles.of(steps, _ -> "local", there).stream().map(List::size).toList();
    }

    private static List<Step> steps(StepName name) {
        return Journals.planned(6, 1).stream().filter(step -> step.name() == name).toList();
    }
}
