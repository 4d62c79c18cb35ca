package dev.fairlead.vault;

import java.util.List;

/** The environments that secrets can be granted to; implemented by the module that has them. */
public interface KnownEnvironments {
    List<String> of(long projectId);
}
