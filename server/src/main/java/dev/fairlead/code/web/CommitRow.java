package dev.fairlead.code.web;

import dev.fairlead.code.Commit;
import dev.fairlead.code.CommitStatus;
import org.jspecify.annotations.Nullable;

/** A commit in a list, with what builders say of it. */
public record CommitRow(Commit commit, @Nullable CommitStatus status) {}
