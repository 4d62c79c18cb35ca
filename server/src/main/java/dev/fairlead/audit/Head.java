package dev.fairlead.audit;

/** The last link of the chain. Before the first one it is position 0 and a hash of zeros. */
record Head(long position, String hash) {
    static final Head NONE = new Head(0, "0".repeat(64));

    /** The link that puts an entry's content after this one. */
    Head next(String content) {
        return new Head(position + 1, Hashes.link(hash, position + 1, content));
    }
}
