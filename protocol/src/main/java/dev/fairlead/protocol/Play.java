package dev.fairlead.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Ansible is to do for one environment: a playbook of the job's commit, on these hosts. Values
 * of variables are texts, numbers and truth values; a text is data and is never read as a template.
 *
 * @param place keeps the plays of one environment apart from those of others on their controller,
 *     one at a time in each: letters, digits and dashes
 * @param tool the Ansible to run; null for the machine's own
 * @param playbook its path in the commit
 * @param variables what every play sees, whatever else says otherwise
 * @param limit a pattern of hosts; null for those that the playbook names
 * @param forks hosts at once
 * @param vaultPassword the name of the secret that opens Ansible's vaults; null for none
 */
public record Play(
        String place,
        @Nullable Tool tool,
        String playbook,
        List<Host> hosts,
        Map<String, Object> variables,
        List<String> tags,
        @Nullable String limit,
        int forks,
        @Nullable String vaultPassword) {
    /** An Ansible out of a git repository, at one commit. */
    public record Tool(String url, String commit) {}

    /**
     * One host of the inventory.
     *
     * @param reach how it is reached, by whole host keys: Ansible's ssh knows no fingerprints; null
     *     where the controller is the host
     */
    public record Host(
            String name,
            String address,
            List<String> groups,
            Map<String, Object> variables,
            @Nullable Reach reach) {}
}
