package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class BranchRuleTest {
    private static final Permitted.Asker WRITER = new Permitted.Asker("will", false, List.of());
    private static final Permitted.Asker LISTED = new Permitted.Asker("lisa", false, List.of());
    private static final Permitted.Asker GROUPED =
            new Permitted.Asker("gina", false, List.of("walkers", "ops"));
    private static final Permitted.Asker ADMINISTRATOR =
            new Permitted.Asker("anna", true, List.of());
    private static final List<Permitted.Asker> ALL =
            List.of(WRITER, LISTED, GROUPED, ADMINISTRATOR);
    private static final Permitted LIST = new Permitted.Listed(List.of("lisa"), List.of("ops"));

    /** Every verb × whom the rule permits × who asks, directly and by a pull request. */
    static Stream<Arguments> everyCase() {
        var included =
                Map.of(
                        new Permitted.Writers(),
                        ALL,
                        new Permitted.Administrators(),
                        List.of(ADMINISTRATOR),
                        LIST,
                        List.of(LISTED, GROUPED),
                        new Permitted.Nobody(),
                        List.<Permitted.Asker>of());
        return Stream.of(RefVerb.values())
                .flatMap(verb ->
                        included.entrySet().stream()
                                .flatMap(one ->
                                        ALL.stream()
                                                .map(asker ->
                                                        Arguments.of(
                                                                verb,
                                                                one.getKey(),
                                                                asker,
                                                                one.getValue().contains(asker)))));
    }

    @ParameterizedTest
    @MethodSource("everyCase")
    void answersForEveryVerb(
            RefVerb verb, Permitted permitted, Permitted.Asker asker, boolean passes) {
        var open = rule("release/*", false, Map.of(verb, permitted));
        assertThat(refusal(open, "release/1", verb, false, asker) == null).isEqualTo(passes);
        for (var other : RefVerb.values()) {
            if (other != verb) {
                assertThat(refusal(open, "release/1", other, false, asker)).isNull();
            }
        }

        var guarded = rule("release/*", true, Map.of(verb, permitted));
        var moves = verb == RefVerb.PUSH || verb == RefVerb.FORCE;
        assertThat(refusal(guarded, "release/1", verb, false, asker) == null)
                .isEqualTo(passes && !moves);
        assertThat(refusal(guarded, "release/1", verb, true, asker) == null).isEqualTo(passes);

        assertThat(refusal(guarded, "release/1/2", verb, false, asker)).isNull();
        assertThat(refusal(guarded, "main", verb, false, asker)).isNull();
    }

    @Test
    void saysWhoMayInstead() {
        var rule =
                rule(
                        "release/*",
                        false,
                        Map.of(
                                RefVerb.PUSH, LIST,
                                RefVerb.CREATE, new Permitted.Administrators(),
                                RefVerb.DELETE, new Permitted.Nobody(),
                                RefVerb.FORCE, new Permitted.Listed(List.of("a", "b"), List.of())));
        assertThat(refusal(rule, "release/1", RefVerb.PUSH, false, WRITER))
                .isEqualTo(
                        "only lisa and the group ops may push to release/1 (branch rule release/*): ask one of them");
        assertThat(refusal(rule, "release/1", RefVerb.PUSH, true, WRITER))
                .startsWith("only lisa and the group ops may merge into release/1");
        assertThat(refusal(rule, "release/1", RefVerb.CREATE, false, WRITER))
                .startsWith("only administrators of ORD may create release/1");
        assertThat(refusal(rule, "release/1", RefVerb.DELETE, false, ADMINISTRATOR))
                .isEqualTo(
                        "nobody may delete release/1 (branch rule release/*): an administrator of ORD can change the rule");
        assertThat(refusal(rule, "release/1", RefVerb.FORCE, false, WRITER))
                .startsWith("only a and b may force-push to release/1");
    }

    @Test
    void letsTheMostRestrictiveOfSeveralWin() {
        var open = rule("release/1", false, Map.of());
        var closed = rule("**", false, Map.of(RefVerb.DELETE, new Permitted.Nobody()));
        for (var order : List.of(List.of(open, closed), List.of(closed, open))) {
            var rules = RuleSet.of(1, order, "main");
            assertThat(rules.refusal(ask("refs/heads/release/1", RefVerb.DELETE, false, WRITER)))
                    .startsWith("nobody may delete release/1 (branch rule **)");
            assertThat(rules.refusal(ask("refs/heads/release/1", RefVerb.PUSH, false, WRITER)))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(RefVerb.class)
    void protectsTheDefaultBranchUnlessARuleNamesIt(RefVerb verb) {
        var wide = RuleSet.of(1, List.of(rule("**", false, Map.of())), "main");
        var refused = verb == RefVerb.CREATE ? WRITER : ADMINISTRATOR;
        assertThat(wide.refusal(ask("refs/heads/main", verb, false, refused))).isNotNull();
        assertThat(wide.refusal(ask("refs/heads/topic", verb, false, WRITER))).isNull();
        assertThat(wide.isProtected("main")).isTrue();
        assertThat(wide.letsPush("main")).isFalse();

        var named = RuleSet.of(1, List.of(rule("main", false, Map.of())), "main");
        assertThat(named.refusal(ask("refs/heads/main", verb, false, WRITER))).isNull();
        assertThat(named.isProtected("main")).isFalse();
        assertThat(named.letsPush("main")).isTrue();
    }

    @Test
    void speaksOfTagsApartFromBranches() {
        var rule = rule("tag:v*", false, Map.of(RefVerb.FORCE, new Permitted.Nobody()));
        assertThat(rule.refusal(ask("refs/tags/v1", RefVerb.FORCE, false, ADMINISTRATOR)))
                .startsWith("nobody may force-push to the tag v1 (branch rule tag:v*)");
        assertThat(rule.refusal(ask("refs/heads/v1", RefVerb.FORCE, false, WRITER))).isNull();
        var all = rule("**", false, Map.of(RefVerb.FORCE, new Permitted.Nobody()));
        assertThat(all.refusal(ask("refs/tags/v1", RefVerb.FORCE, false, WRITER))).isNull();
        assertThatThrownBy(() -> rule("tag:v*", true, Map.of()))
                .hasMessageContaining("pull requests move branches, and \"tag:v*\" speaks of tags");
    }

    @Test
    void survivesItsJson() {
        var rule = rule("tag:v*", false, Map.of(RefVerb.PUSH, LIST));
        assertThat(BranchRuleJson.of(rule).rule()).isEqualTo(rule);
        assertThatThrownBy(
                        () -> new BranchRuleJson("x", null, who("listed"), null, null, null).rule())
                .hasMessage("push: lists nobody. Name users or groups, or choose nobody.");
        assertThatThrownBy(() -> new BranchRuleJson("x", null, null, null, null, who("me")).rule())
                .hasMessage(
                        "force: who must be write, administrators, listed or nobody, was \"me\".");
    }

    private static BranchRuleJson.Who who(String word) {
        return new BranchRuleJson.Who(word, null, null);
    }

    private static BranchRule rule(
            String pattern, boolean guarded, Map<RefVerb, Permitted> different) {
        var permitted = new EnumMap<RefVerb, Permitted>(RefVerb.class);
        for (var verb : RefVerb.values()) {
            permitted.put(verb, different.getOrDefault(verb, new Permitted.Writers()));
        }
        return new BranchRule(RefPattern.of(pattern), guarded, permitted);
    }

    private static @Nullable String refusal(
            BranchRule rule, String branch, RefVerb verb, boolean merges, Permitted.Asker asker) {
        return rule.refusal(ask("refs/heads/" + branch, verb, merges, asker));
    }

    private static BranchRule.Ask ask(
            String ref, RefVerb verb, boolean merges, Permitted.Asker asker) {
        return new BranchRule.Ask("ORD", ref, verb, merges, asker);
    }
}
