package dev.fairlead.identity;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Projects by their keys, for what belongs to people and names one. */
public interface KnownProjects {
    /** The id of a project that the user may read; problem 404 for any other. */
    long id(User reader, String key);

    /** Keys by id. */
    Map<Long, String> keys(Collection<Long> ids);

    /** Those of them that are controlled. */
    Set<Long> controlled(Collection<Long> ids);
}
