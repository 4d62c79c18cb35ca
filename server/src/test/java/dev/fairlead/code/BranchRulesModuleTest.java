package dev.fairlead.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.ModuleTest;
import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.audit.AuditEntry;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Groups;
import dev.fairlead.identity.User;
import dev.fairlead.identity.Users;
import dev.fairlead.issue.Projects;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

@ModuleTest
class BranchRulesModuleTest {
    private static final Permitted NOBODY = new Permitted.Nobody();
    private static final Permitted ADMINISTRATORS = new Permitted.Administrators();

    @Autowired Settings settings;
    @Autowired Users users;
    @Autowired Access access;
    @Autowired Groups groups;
    @Autowired Projects projects;
    @Autowired Repositories repositories;
    @Autowired BranchRules rules;
    @Autowired Source source;
    @Autowired Changes changes;
    @Autowired Gate gate;
    @Autowired Audit audit;
    @TempDir Path folder;

    private TestProject test;
    private Git local;
    private String base;

    @BeforeEach
    void firstPush() {
        test = TestProject.create(settings, users, access, projects, repositories);
        local = Git.init(folder, "writer");
        base = local.commit("README.md", "# Orders\n", "Begin");
        local.run("remote", "add", "origin", test.url(test.writer()));
        local.run("remote", "add", "boss", test.url(test.administrator()));
        local.run("push", "-q", "boss", "main", "main:release/1");
    }

    @Test
    void refusesEachVerbOverGitWithItsSentence() {
        put(
                rule(
                        "release/*",
                        Map.of(
                                RefVerb.PUSH, ADMINISTRATORS,
                                RefVerb.CREATE, ADMINISTRATORS,
                                RefVerb.DELETE, NOBODY,
                                RefVerb.FORCE, NOBODY)));
        var next = local.commit("a.txt", "a", "Next");

        assertThat(said("push", "origin", next + ":refs/heads/release/1"))
                .contains("may push to release/1 (branch rule release/*): ask one of them");
        assertThat(said("push", "origin", base + ":refs/heads/release/2"))
                .contains("may create release/2 (branch rule release/*): ask one of them");
        assertThat(said("push", "boss", ":release/1"))
                .contains("nobody may delete release/1 (branch rule release/*)");
        local.run("push", "-q", "boss", next + ":refs/heads/release/1");
        assertThat(said("push", "--force", "boss", base + ":refs/heads/release/1"))
                .contains("nobody may force-push to release/1 (branch rule release/*)");
        assertThat(source.resolve(test.repository(), "release/1")).contains(next);
        assertThat(source.resolve(test.repository(), "release/2")).isEmpty();
    }

    @Test
    void refusesThroughTheDoorsOfTheServerToo() {
        put(
                rule(
                        "release/*",
                        Map.of(
                                RefVerb.PUSH,
                                ADMINISTRATORS,
                                RefVerb.CREATE,
                                NOBODY,
                                RefVerb.DELETE,
                                NOBODY)));
        assertThatThrownBy(() ->
                        changes.createBranch(test.writer(), test.repository(), "release/2", base))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(403))
                .hasMessageStartingWith("Nobody may create release/2");
        assertThatThrownBy(
                        () -> changes.deleteBranch(test.writer(), test.repository(), "release/1"))
                .hasMessageStartingWith("Nobody may delete release/1");
        assertThatThrownBy(() -> commit("release/1"))
                .hasMessageContaining("may push to release/1 (branch rule release/*)");
        assertThatThrownBy(() -> commit("main")).hasMessageContaining("main is protected");
        assertThat(source.branches(test.repository())).allMatch(one -> one.tip().equals(base));
    }

    @Test
    void mergesForWhomTheRuleListsOnly() {
        var mergers = "mergers-" + test.project().id();
        groups.add(Actor.FAIRLEAD, mergers, test.reader());
        put(
                new BranchRule(
                        RefPattern.of("main"),
                        true,
                        Map.of(
                                RefVerb.PUSH,
                                new Permitted.Listed(List.of(), List.of(mergers)),
                                RefVerb.CREATE,
                                NOBODY,
                                RefVerb.DELETE,
                                NOBODY,
                                RefVerb.FORCE,
                                NOBODY)));
        var head = local.commit("a.txt", "a", "Topic");
        local.run("push", "-q", "origin", head + ":refs/heads/release/1");
        assertThatThrownBy(() -> merge(test.administrator(), head))
                .hasMessageContaining("may merge into main (branch rule main): ask one of them");
        var merge = merge(test.reader(), head);
        assertThat(source.resolve(test.repository(), "main")).contains(merge);
    }

    @Test
    void refusesToMoveAGuardedTag() {
        put(rule("tag:stable*", Map.of(RefVerb.FORCE, NOBODY, RefVerb.DELETE, ADMINISTRATORS)));
        local.run("push", "-q", "origin", "main:refs/tags/stable");
        local.commit("a.txt", "a", "Next");
        assertThat(said("push", "--force", "origin", "main:refs/tags/stable"))
                .contains("nobody may force-push to the tag stable (branch rule tag:stable*)");
        assertThat(said("push", "origin", ":refs/tags/stable"))
                .contains("may delete the tag stable");
        local.run("push", "-q", "boss", ":refs/tags/stable");
    }

    @Test
    void recordsWhoOpenedTheDefaultBranchAndWhoUsedThat() {
        var open = rule("main", Map.of(RefVerb.FORCE, NOBODY));
        put(open);
        var next = local.commit("a.txt", "a", "Straight to main");
        local.run("push", "-q", "origin", "main");
        assertThat(source.resolve(test.repository(), "main")).contains(next);
        rules.put(test.administrator(), test.repository(), 1, List.of());
        assertThat(said("push", "origin", local.commit("b.txt", "b", "Once more") + ":main"))
                .contains("main is protected");

        var told =
                audit.entries(Long.MAX_VALUE, 50).stream()
                        .filter(one -> one.subject().equals(test.repository().toString()))
                        .toList();
        assertThat(told)
                .extracting(AuditEntry::action)
                .containsSubsequence(
                        "branch-rules.changed",
                        "default-branch.pushed-directly",
                        "branch-rules.changed");
        var direct = detail(told, "default-branch.pushed-directly");
        assertThat(direct)
                .contains("\"rulesChangedBy\":\"" + test.administrator().name() + "\"")
                .contains("\"rulesVersion\":1")
                .contains(next);
        assertThat(detail(told, "branch-rules.changed"))
                .contains("\"old\":[{\"pattern\":\"main\",\"onlyByPullRequests\":false")
                .contains("\"new\":[{\"pattern\":\"main\",\"onlyByPullRequests\":true");
    }

    @Test
    void guardsTheirChange() {
        assertThatThrownBy(() -> rules.put(test.writer(), test.repository(), 0, List.of()))
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.status()).isEqualTo(403));
        put(rule("a", Map.of()));
        assertThatThrownBy(() ->
                        rules.put(
                                test.administrator(),
                                test.repository(),
                                0,
                                List.of(rule("b", Map.of()))))
                .hasMessageContaining("they are at version 1, and you saw 0");
        assertThatThrownBy(() -> put(rule("b", Map.of()), rule("b", Map.of())))
                .hasMessageContaining("there are two rules for \"b\"");
        var stranger = new Permitted.Listed(List.of("no-such-user"), List.of());
        assertThatThrownBy(() -> put(rule("b", Map.of(RefVerb.PUSH, stranger))))
                .hasMessageContaining("there is nobody called \"no-such-user\"");
        var unknown = new Permitted.Listed(List.of(), List.of("no-such-group"));
        assertThatThrownBy(() -> put(rule("b", Map.of(RefVerb.PUSH, unknown))))
                .hasMessageContaining("there is no group \"no-such-group\"");
    }

    @Test
    void refusesWhatWasJudgedByRulesThatHaveChangedSince() {
        var judging = gate.judging(test.repository(), test.writer());
        put(rule("release/*", Map.of(RefVerb.PUSH, NOBODY)));
        assertThatThrownBy(() -> gate.confirm(judging, test.writer(), List.of(), false))
                .hasMessageContaining("have just changed: try again");
    }

    @Test
    void letsNoPushSlipThroughWhileARuleComesIn() throws Exception {
        for (var round = 0; round < 5; round++) {
            var branch = "race-" + round;
            var closing = rule(branch, Map.of(RefVerb.CREATE, NOBODY));
            try (var threads = Executors.newFixedThreadPool(2)) {
                var push = threads.submit(() -> said("push", "boss", "main:refs/heads/" + branch));
                var change = threads.submit(() -> put(closing));
                change.get();
                push.get();
            }
            var entries =
                    audit.entries(Long.MAX_VALUE, 10).stream()
                            .filter(one -> one.subject().equals(test.repository().toString()))
                            .toList();
            if (source.resolve(test.repository(), branch).isPresent()) {
                // It was there before the rule, in the order of the transactions.
                assertThat(entries.getFirst().action()).isEqualTo("branch-rules.changed");
            }
            assertThat(said("push", "boss", "main:refs/heads/" + branch))
                    .containsAnyOf("nobody may create " + branch, "Everything up-to-date");
        }
    }

    private RuleSet put(BranchRule... wanted) {
        var seen = rules.of(test.repository()).version();
        return rules.put(test.administrator(), test.repository(), seen, List.of(wanted));
    }

    private String said(String... arguments) {
        return local.attempt(arguments).text();
    }

    private String merge(User by, String head) {
        return changes.merge(by, test.repository(), head, "main", "Merge", _ -> {});
    }

    private String commit(String branch) {
        return changes.commit(
                test.writer(),
                test.repository(),
                base,
                Map.of("b.txt", "b".getBytes(StandardCharsets.UTF_8)),
                "By a page",
                "refs/heads/" + branch,
                _ -> {});
    }

    private static String detail(List<AuditEntry> entries, String action) {
        return entries.stream()
                .filter(one -> one.action().equals(action))
                .findFirst()
                .orElseThrow()
                .detail();
    }

    private static BranchRule rule(String pattern, Map<RefVerb, Permitted> different) {
        var permitted = new EnumMap<RefVerb, Permitted>(RefVerb.class);
        for (var verb : RefVerb.values()) {
            permitted.put(verb, different.getOrDefault(verb, new Permitted.Writers()));
        }
        return new BranchRule(RefPattern.of(pattern), false, permitted);
    }
}
