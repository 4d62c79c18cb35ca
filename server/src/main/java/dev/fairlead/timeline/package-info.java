/**
 * The story of one change: a row per thing that happened to it, and where it stands now on the
 * line.
 */
@NullMarked
package dev.fairlead.timeline;

import org.jspecify.annotations.NullMarked;
