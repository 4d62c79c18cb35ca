package dev.fairlead.web;

import java.util.Optional;

/** Tells who is looking; implemented where people are known. */
public interface Visitors {
    /** The one who is logged in on the current request; empty for nobody. */
    Optional<Visitor> current();
}
