/**
 * Waking up and working: signals that fire after a commit, and loops that find owed rows. A row is
 * the truth, a signal only saves the wait for the next look; between servers it travels through the
 * database.
 */
@NullMarked
package dev.fairlead.work;

import org.jspecify.annotations.NullMarked;
