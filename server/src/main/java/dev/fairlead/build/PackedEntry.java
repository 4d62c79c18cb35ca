package dev.fairlead.build;

/**
 * A file in a jar or zip, as its directory tells.
 *
 * @param name with slashes, as it stands there: only to be shown and looked up, never to be a path
 * @param size unpacked, in bytes
 * @param packed in bytes
 * @param offset of its own header in the file
 */
public record PackedEntry(String name, long size, long packed, boolean deflated, long offset) {}
