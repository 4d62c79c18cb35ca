/**
 * Bytes that never change, in a folder: artifacts and logs by their SHA-256, git packs by name. A
 * row names bytes only after they and their folder are synced.
 */
@NullMarked
package dev.fairlead.blob;

import org.jspecify.annotations.NullMarked;
