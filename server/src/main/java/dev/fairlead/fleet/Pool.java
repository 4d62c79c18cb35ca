package dev.fairlead.fleet;

import java.util.Set;

/**
 * Agents that claim the same jobs.
 *
 * @param projects the ids of those that may use it; empty when all may
 */
public record Pool(String name, String description, Set<Long> projects) {
    /** Where its page is. */
    public String url() {
        return "/pools/" + name;
    }

    boolean isOpen() {
        return projects.isEmpty();
    }
}
