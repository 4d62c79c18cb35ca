package dev.fairlead.blob;

import java.util.Collection;
import java.util.Set;

/** Says which bytes a module still needs. What no implementation names is let go. */
public interface BlobUse {
    /** Those of the digests that a row of the module names. */
    Set<String> used(Collection<String> sha256s);
}
