package dev.fairlead.release;

import org.jspecify.annotations.Nullable;

/** A file on its way into a release. */
record Published(String name, Digests digests, long size, @Nullable String path, boolean primary) {}
