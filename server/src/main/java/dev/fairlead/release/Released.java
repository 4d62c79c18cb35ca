package dev.fairlead.release;

import dev.fairlead.code.Repository;

/** A release was published; heard inside the transaction that says so. */
public record Released(Release release, Repository repository) {}
