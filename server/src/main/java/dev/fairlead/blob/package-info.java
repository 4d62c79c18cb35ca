/** Bytes that never change, in a folder: artifacts, logs, git packs. */
@NullMarked
package dev.fairlead.blob;

import org.jspecify.annotations.NullMarked;
