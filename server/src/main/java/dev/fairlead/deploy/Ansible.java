package dev.fairlead.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An environment whose releases are brought onto its hosts by Ansible: its playbook takes the place
 * of the hosts' turns.
 *
 * @param checkout the commit that holds the playbook
 * @param playbook its path there
 * @param agent the deploy agent on whose machine Ansible runs
 * @param from the Ansible to run; null for the machine's own
 * @param variables texts, numbers and truth values, which are never read as templates
 * @param limit a pattern of hosts; null for those that the playbook names
 * @param forks hosts at once
 * @param vaultPassword the name of the secret that opens Ansible's vaults; null for none
 */
public record Ansible(
        Checkout checkout,
        String playbook,
        String agent,
        @Nullable Source from,
        Map<String, Object> variables,
        List<String> tags,
        @Nullable String limit,
        int forks,
        @Nullable String vaultPassword,
        Duration timeout) {
    /** A git repository of Ansible's own code, at one commit. */
    public record Source(String url, String commit) {}
}
