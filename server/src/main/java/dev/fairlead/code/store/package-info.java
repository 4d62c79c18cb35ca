/**
 * Git in PostgreSQL and blobs: refs are rows, packs are named files listed by rows, through JGit's
 * DFS layer. A push is quarantined until the one transaction that moves its refs. Everything that
 * touches JGit's internal packages is here, and only here.
 */
@NullMarked
package dev.fairlead.code.store;

import org.jspecify.annotations.NullMarked;
