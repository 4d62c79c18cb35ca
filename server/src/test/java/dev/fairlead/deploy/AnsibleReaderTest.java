package dev.fairlead.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AnsibleReaderTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String WHOLE =
            """
            {"ansible": {
              "repository": "ops", "commit": "0123456789abcdef0123456789abcdef01234567",
              "playbook": "site/all.yml", "agent": "control",
              "from": {"url": "https://git.example.org/ansible.git",
                       "commit": "89abcdef0123456789abcdef0123456789abcdef"},
              "variables": {"text": "{{ 7 * 7 }}", "number": 5, "truth": false},
              "tags": ["deploy"], "limit": "canary:!app-3", "forks": 10,
              "vaultPassword": "VAULT", "timeout": "1h"}}
            """;

    @Test
    void writesWhatItReads() {
        var ansible = Objects.requireNonNull(read(WHOLE));
        var written = JSON.valueToTree(Map.of("ansible", AnsibleReader.json(ansible)));
        assertThat((Object) written).isEqualTo(JSON.readTree(WHOLE));
    }

    @Test
    void refusesABranch() {
        refuses(
                "\"0123456789abcdef0123456789abcdef01234567\"",
                "\"main\"",
                "ansible.commit: must be the 40 digits of a commit; a branch or a tag may be another"
                        + " one tomorrow, was \"main\".");
        refuses("\"89abcdef0123456789abcdef0123456789abcdef\"", "\"v2.19\"", "ansible.from.commit");
    }

    @Test
    void refusesWhatAnsibleOrGitWouldTakeForSomethingElse() {
        for (var path : List.of("../all.yml", "/etc/all.yml", "--version", "a/../../b", "")) {
            refuses("site/all.yml", path, "ansible.playbook: must be a path in the repository");
        }
        refuses("canary:!app-3", "@hosts", "ansible.limit: must be a pattern of hosts");
        refuses("canary:!app-3", "-e@x", "ansible.limit: must be a pattern of hosts");
        refuses("\"deploy\"", "\"a,b\"", "ansible.tags[0]: must be letters");
        refuses("https://git", "ext::sh -c https://git", "ansible.from.url: must be the address");
        refuses("https://git", "https://me:secret@git", "ansible.from.url: must be the address");
    }

    @Test
    void refusesVariablesThatWouldChangeConnections() {
        refuses("\"text\"", "\"ansible_ssh_common_args\"", "not begin with ansible_ or fairlead_");
        refuses("\"text\"", "\"fairlead_version\"", "not begin with ansible_ or fairlead_");
        refuses("\"text\"", "\"a b\"", "must be letters, digits and _");
        refuses("5,", "[5],", "ansible.variables.number: must be a text");
    }

    @Test
    void aPlaybookLeavesNothingToTheHostsTurns() {
        var definition = DefinitionReader.read(JSON.readTree(definition("", "local")));
        assertThat(DefinitionReader.read(JSON.valueToTree(DefinitionView.json(definition))))
                .isEqualTo(definition);
        refusesWith("\"steps\": {\"install\": \"x\"},", "steps.install: the playbook of ansible");
        refusesWith("\"strategy\": {\"batch\": 1},", "strategy: the playbook of ansible decides");
        refusesWith("\"prefetch\": true,", "prefetch: with ansible the playbook brings");
        refusesWith("\"hooks\": {\"beforeHost\": \"x\"},", "hooks: with ansible there are");
        assertThatThrownBy(() -> DefinitionReader.read(JSON.readTree(definition("", "other"))))
                .hasMessageContaining("hosts[0].agent: Ansible runs on agent \"local\"");
    }

    @Test
    void reachesHostsOfOtherMachinesByTheirConnections() {
        var key = "ssh-ed25519 " + "A".repeat(68);
        var connected = DefinitionReader.read(JSON.readTree(connected(key)));
        AnsibleReader.requireWholeKeys(connected);
        var fingerprint = "SHA256:" + "a".repeat(43);
        var known = DefinitionReader.read(JSON.readTree(connected(fingerprint)));
        assertThatThrownBy(() -> AnsibleReader.requireWholeKeys(known))
                .hasMessageContaining("hosts[0].hostKey: with ansible the whole key of 10.0.0.7:22")
                .hasMessageContaining("was \"" + fingerprint + "\". Try the hosts");
    }

    private static String connected(String hostKey) {
        return definition(
                        """
                        "connections": [{"name": "edge", "user": "deploy", "address": "10.0.0.7",
                                         "key": "KEY", "hostKey": "%s"}],
                        """
                                .formatted(hostKey),
                        "other")
                .replace("\"agent\": \"other\"", "\"agent\": \"other\", \"connection\": \"edge\"");
    }

    private static void refusesWith(String key, String message) {
        assertThatThrownBy(() -> DefinitionReader.read(JSON.readTree(definition(key, "local"))))
                .hasMessageContaining(message);
    }

    private static String definition(String more, String agent) {
        return """
        {"kind": "staging", "order": 10, "repository": "orders", %s
         "hosts": [{"name": "h", "folder": "/srv/h", "port": 80, "agent": "%s"}],
         "ansible": {"repository": "ops", "commit": "0123456789abcdef0123456789abcdef01234567",
                     "playbook": "site.yml"}}
        """
                .formatted(more, agent);
    }

    private static @Nullable Ansible read(String json) {
        return AnsibleReader.read(Fields.of(JSON.readTree(json), "", Set.of("ansible")));
    }

    private static void refuses(String old, String other, String message) {
        assertThat(WHOLE).contains(old);
        assertThatThrownBy(() -> read(WHOLE.replace(old, other))).hasMessageContaining(message);
    }
}
