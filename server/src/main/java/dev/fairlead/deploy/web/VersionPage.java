package dev.fairlead.deploy.web;

import dev.fairlead.deploy.DefinitionChange;
import dev.fairlead.deploy.DefinitionVersions.Version;
import dev.fairlead.deploy.Environment;
import dev.fairlead.web.Place;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The versions of an environment's definition, and what differs between two of them.
 *
 * @param names of all who edited or wrote one, by id
 * @param more whether there are older ones than those on the page
 */
public record VersionPage(
        Place place,
        Environment environment,
        List<Version> versions,
        boolean more,
        int from,
        int to,
        List<DefinitionChange> changes,
        Map<Long, String> names,
        boolean mayEdit) {
    public String url() {
        return environment.url(place.projectKey());
    }

    public String name(long user) {
        return names.getOrDefault(user, "somebody");
    }

    public String names(Collection<Long> users) {
        return users.stream().map(this::name).sorted().collect(Collectors.joining(", "));
    }
}
