package dev.fairlead.stash.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fairlead.code.CloneAddresses;
import dev.fairlead.code.Repository;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A repository in Stash's words. It has no {@code origin}: that would say it is a fork. */
record StashRepository(
        long id,
        String slug,
        String name,
        String scmId,
        String state,
        String statusMessage,
        boolean forkable,
        StashProject project,
        @JsonProperty("public") boolean isPublic,
        Addresses links) {
    /** How to clone it, by the protocol's name, and its page. */
    record Addresses(
            @JsonProperty("clone") List<Map<String, String>> cloning,
            List<Map<String, String>> self) {}

    static StashRepository of(
            Repository repository, StashProject project, CloneAddresses addresses, String server) {
        var cloning = new ArrayList<Map<String, String>>();
        cloning.add(Map.of("name", "http", "href", addresses.http(repository)));
        addresses.ssh(repository).ifPresent(ssh -> cloning.add(Map.of("name", "ssh", "href", ssh)));
        return new StashRepository(
                repository.id(),
                repository.slug(),
                repository.slug(),
                "git",
                "AVAILABLE",
                "Available",
                false,
                project,
                false,
                new Addresses(
                        List.copyOf(cloning), List.of(Map.of("href", server + repository.url()))));
    }
}
