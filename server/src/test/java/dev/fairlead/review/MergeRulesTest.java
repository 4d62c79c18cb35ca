package dev.fairlead.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.code.Changes.Mergeability;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatus.State;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeRulesTest {
    private static final PullRequest PR =
            new PullRequest(
                    1,
                    1,
                    3,
                    "Show VAT",
                    "",
                    "ORD-2-vat",
                    "main",
                    7,
                    PullRequest.State.OPEN,
                    "0123456789abcdef0123456789abcdef01234567",
                    "ORD-2",
                    null,
                    null,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    0);

    @ParameterizedTest
    @CsvSource({
        "SUCCESSFUL, true, Build 4 ended.",
        "IN_PROGRESS, false, Build 4 ended. Its agent lifts this when it has passed.",
        "FAILED, false, Build 4 ended. Whoever may write pushes a commit that builds to ORD-2-vat.",
    })
    void onlyAGreenBuildOfTheHeadPasses(State state, boolean passes, String sentence) {
        assertThat(own(List.of(status("fairlead", state))))
                .isEqualTo(new MergeCheck(MergeRules.BUILD, passes, sentence));
    }

    @Test
    void statusesOfOtherBuildersDoNotCount() {
        assertThat(own(List.of(status("elsewhere", State.SUCCESSFUL))))
                .isEqualTo(
                        new MergeCheck(
                                MergeRules.BUILD,
                                false,
                                "Nothing has built 0123456789 yet. Its build starts by itself when"
                                        + " the branch holds a fairlead.yml."));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', '', false, 'Nobody has approved 0123456789 yet. No other member may write here: an administrator of the project adds one.'",
        "'', '', 'reviewer', false, 'Nobody has approved 0123456789 yet. reviewer can.'",
        "'', 'developer wrote it.', 'a,b,c,d', false, 'developer wrote it. a, b, c and 1 more can.'",
        "'reviewer', 'developer wrote it.', 'a', true, 'Approved by reviewer.'",
    })
    void namesWhoApprovedOrWhoCan(
            String approvers, String refused, String lifters, boolean passes, String sentence) {
        assertThat(MergeRules.approval(PR, list(approvers), list(refused), list(lifters)))
                .isEqualTo(new MergeCheck(MergeRules.APPROVAL, passes, sentence));
    }

    @ParameterizedTest
    @CsvSource({
        "false, '', true, 'No conflicts.'",
        "true, '', false, 'main contains every commit of ORD-2-vat already. Push a commit or decline.'",
        "false, 'a.txt,b.txt', false, 'Conflicts in a.txt, b.txt. Whoever may write merges main into ORD-2-vat and pushes.'",
    })
    void saysWhyItDoesNotMerge(boolean nothing, String conflicts, boolean passes, String sentence) {
        assertThat(MergeRules.merges(PR, new Mergeability(nothing, list(conflicts))))
                .isEqualTo(new MergeCheck("Merges cleanly into main", passes, sentence));
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, false, false, APPROVAL",
        "true, false, false, false, APPROVAL",
        "false, true, true, false, BUILD",
        "false, false, true, false, NOBODY",
        "true, false, true, false, CONFLICT",
        "true, false, true, true, AUTHOR",
    })
    void theLineNamesTheFirstThingThatHolds(
            boolean built, boolean failed, boolean approved, boolean merges, Holder holder) {
        assertThat(Holder.of(List.of(check(built)), failed, check(approved), check(merges)))
                .isEqualTo(holder);
    }

    private static MergeCheck own(List<CommitStatus> statuses) {
        return MergeRules.build(PR, RequiredBuild.OWN, statuses, String::valueOf);
    }

    private static MergeCheck check(boolean passed) {
        return new MergeCheck("", passed, "");
    }

    private static CommitStatus status(String key, State state) {
        return new CommitStatus(key, state, "Build 4 ended", "/builds/4", null, Instant.EPOCH);
    }

    private static List<String> list(String words) {
        return words.isEmpty() ? List.of() : List.of(words.split(","));
    }
}
