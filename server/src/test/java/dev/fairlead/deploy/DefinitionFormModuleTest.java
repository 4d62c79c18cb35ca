package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlead.Http;
import dev.fairlead.ModuleTest;
import dev.fairlead.identity.Role;
import dev.fairlead.platform.Settings;
import dev.fairlead.protocol.Check;
import dev.fairlead.review.ReviewProject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.json.JsonMapper;

/** What an administrator edits on an environment's page is what a script would put. */
@ModuleTest
class DefinitionFormModuleTest {
    @Autowired ApplicationContext context;
    @Autowired Settings settings;
    @Autowired Environments environments;
    @Autowired DefinitionVersions versions;
    @TempDir Path folder;

    private ReviewProject test;
    private Http administrator;
    private String page;

    @BeforeEach
    void project() {
        test = ReviewProject.create(context, folder, Map.of("README", "orders\n"));
        administrator =
                Http.to(settings.baseUrl()).as(test.administrator.name(), ReviewProject.PASSWORD);
        page = "/projects/%s/environments/production/definition".formatted(test.project.key());
    }

    @Test
    void savesADefinitionAsItIs() throws Exception {
        var whole =
                """
                {"kind": "production", "order": 2, "repository": "orders", "promotion": "manual",
                 "promoters": [],
                 "connections": [{"name": "edge", "user": "lb", "address": "lb.example.org",
                                  "key": "LB_KEY", "hostKey": "ssh-ed25519 %s", "sudo": false}],
                 "balancers": [{"name": "lb", "socket": "/run/lb.sock", "backend": "orders",
                                "stateFile": "/run/states", "through": "edge"}],
                 "preflight": {"freeMegabytes": 5, "java": 25},
                 "groups": [{"name": "web"}],
                 "hosts": [{"name": "order-1", "folder": "/srv/1", "port": 8081, "group": "web",
                            "servers": {"lb": "o1"}, "variables": {"TIER": "a \\"b\\" <c> & 'd'"}}],
                 "steps": {"install": "cd x\\nln -f y z", "verify": "test -e x && true"},
                 "hooks": {"beforeHost": "echo '<b>'"}, "variables": {"A": "1"},
                 "tasks": [{"name": "t", "run": "true"}], "onFailure": "roll-back",
                 "verification": {
                   "hosts": {"soak": "2m", "checks": [
                     {"kind": "http", "path": "/version", "status": 203, "equals": "${version}"},
                     {"kind": "tcp", "port": 5432, "within": "0s"},
                     {"kind": "command", "name": "it lies there", "command": "test -e '<x>'"}]},
                   "end": {"checks": [
                     {"kind": "prometheus", "server": "http://prometheus:9090", "token": "PROM",
                      "query": "errors{job=\\"orders\\"}", "above": -1.5, "below": 20,
                      "timeout": "7s"}]}}}
                """
                        .formatted("A".repeat(68));
        put(whole);
        var fields = fields();
        assertThat(fields)
                .containsEntry("balancers[0].through", "edge")
                .containsEntry("connections[0].user", "lb")
                .containsEntry("preflight.java", "25")
                .containsEntry("kind", "production")
                .containsEntry("verification.hosts.checks[1].kind", "tcp")
                .containsEntry("verification.hosts.checks[3].kind", "");

        save(fields);

        var now = production();
        assertThat(versions.between(now, 1, now.version())).isEmpty();
    }

    @Test
    void leavesOutWhatWasTypedForACheckOfAnotherKind() throws Exception {
        put(hosts(1));
        var fields = fields();
        fields.put("verification.hosts.checks[0].kind", "tcp");
        fields.put("verification.hosts.checks[0].path", "/health");
        save(fields);
        assertThat(production().definition().verification().hosts().checks())
                .singleElement()
                .isInstanceOf(Check.Tcp.class);

        fields.put("verification.hosts.checks[0].kind", "http");
        fields.put("verification.hosts.checks[0].status", "often");
        assertThat(administrator.form(page, fields).body())
                .contains("Must be a whole number from 100 to 599, was \"often\".");
    }

    /** Whoever empties a row and is refused for another is shown all that is left. */
    @Test
    void closesTheGapOfARowThatWasEmptied() throws Exception {
        put(hosts(4));
        var fields = fields();
        fields.put("hosts[0].name", "");
        fields.put("hosts[0].variables", "OF=the first");
        fields.put("hosts[3].variables", "OF=the fourth");
        fields.put("hosts[3].port", "none");

        var refused = fields(administrator.form(page, fields).body());

        assertThat(refused)
                .containsEntry("hosts[0].name", "h2")
                .containsEntry("hosts[0].variables", "")
                .containsEntry("hosts[2].name", "h4")
                .containsEntry("hosts[2].port", "none")
                .containsEntry("hosts[3].name", "");
        refused.put("hosts[2].port", "84");
        save(refused);
        assertThat(production().definition().hosts())
                .extracting(
                        Definition.Host::name, Definition.Host::port, Definition.Host::variables)
                .containsExactly(
                        tuple("h2", 80, Map.of()),
                        tuple("h3", 80, Map.of()),
                        tuple("h4", 84, Map.of("OF", "the fourth")));
    }

    @Test
    void holdsAHundredHosts() throws Exception {
        put(hosts(100));
        save(fields());
        assertThat(production().definition().hosts()).hasSize(100);

        var fields = fields();
        fields.put("hosts[100].name", "one-more");
        assertThat(administrator.form(page, fields).body())
                .contains("hosts: may have 100 entries, has 101.");
    }

    private static String hosts(int count) {
        var hosts = new StringJoiner(",", "[", "]");
        for (int i = 1; i <= count; i++) {
            hosts.add("{\"name\": \"h%d\", \"folder\": \"/srv/%d\", \"port\": 80}".formatted(i, i));
        }
        return """
        {"kind": "production", "order": 1, "repository": "orders",
         "steps": {"install": "true"}, "hosts": %s}
        """
                .formatted(hosts);
    }

    private void put(String definition) {
        environments.put(
                test.administrator,
                test.project.key(),
                "production",
                JsonMapper.shared().readTree(definition));
    }

    private Environment production() {
        return environments.require(
                test.administrator, test.project.key(), "production", Role.READ);
    }

    private void save(Map<String, String> fields) throws Exception {
        var saved = administrator.form(page, fields);
        assertThat(saved.status()).as(saved.body()).isEqualTo(302);
    }

    private Map<String, String> fields() throws Exception {
        return fields(administrator.get(page).body());
    }

    /** What a browser would send of a page's form, with its ends of lines. */
    private static Map<String, String> fields(String page) {
        var fields = new HashMap<String, String>();
        var inputs =
                Pattern.compile("<input id=\"[^\"]+\" name=\"([^\"]+)\"[^>]* value=\"([^\"]*)\"");
        var areas =
                Pattern.compile(
                        "(?s)<textarea id=\"[^\"]+\" name=\"([^\"]+)\"[^>]*>(.*?)</textarea>");
        var choices =
                Pattern.compile(
                        "(?s)<select id=\"[^\"]+\" name=\"([^\"]+)\"(?:(?!</select>).)*?<option value=\"([^\"]*)\" selected");
        var unchosen =
                Pattern.compile(
                        "<select id=\"[^\"]+\" name=\"([^\"]+)\"[^>]*>\\s*<option value=\"(.*?)\">");
        for (var pattern : List.of(inputs, areas, unchosen, choices)) {
            pattern.matcher(page)
                    .results()
                    .forEach(one -> fields.put(one.group(1), sent(one.group(2))));
        }
        return fields;
    }

    private static String sent(String html) {
        return HtmlUtils.htmlUnescape(html).replace("\n", "\r\n");
    }
}
