package dev.fairlead.code;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The rows of branch rules: one per repository whose rules were changed. */
@Component
class BranchRuleStore {
    /** What was saved, with who changed it last and when. */
    record Saved(long version, List<BranchRule> rules, long changedBy, Instant changed) {}

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BranchRuleStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<Saved> find(long repository) {
        return jdbc.sql(
                        """
                        select version, rules, changed_by, changed from branch_rules
                        where repository_id = ?
                        """)
                .param(repository)
                .query((row, _) ->
                        new Saved(
                                row.getLong("version"),
                                rules(row.getString("rules")),
                                row.getLong("changed_by"),
                                row.getTimestamp("changed").toInstant()))
                .optional();
    }

    /** 0 for a repository whose rules nobody has changed. */
    long version(long repository) {
        return jdbc.sql("select version from branch_rules where repository_id = ?")
                .param(repository)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    /**
     * Until the transaction ends no ref of the repository moves and nobody else changes its rules:
     * moves take the same row.
     */
    void hold(long repository) {
        jdbc.sql("select id from git_repository where id = ? for no key update")
                .param(repository)
                .query(Long.class)
                .single();
    }

    void put(long repository, long version, List<BranchRule> rules, long by, Instant now) {
        jdbc.sql(
                        """
                        insert into branch_rules (repository_id, version, rules, changed_by, changed)
                        values (:repository, :version, :rules::jsonb, :by, :now)
                        on conflict (repository_id) do update
                        set version = excluded.version, rules = excluded.rules,
                            changed_by = excluded.changed_by, changed = excluded.changed
                        """)
                .param("repository", repository)
                .param("version", version)
                .param("rules", text(rules))
                .param("by", by)
                .param("now", OffsetDateTime.ofInstant(now, ZoneOffset.UTC))
                .update();
    }

    String text(List<BranchRule> rules) {
        return json.writeValueAsString(rules.stream().map(BranchRuleJson::of).toList());
    }

    private List<BranchRule> rules(String text) {
        return json.readValue(text, new TypeReference<List<BranchRuleJson>>() {}).stream()
                .map(BranchRuleJson::rule)
                .toList();
    }
}
