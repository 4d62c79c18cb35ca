/** Versions, tags, published artifacts, and what a release contains. */
@NullMarked
package dev.fairlead.release;

import org.jspecify.annotations.NullMarked;
