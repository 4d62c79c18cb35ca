package dev.fairlead.audit;

import org.jspecify.annotations.Nullable;

/** Follows the chain from its first link and remembers the first place where it does not hold. */
final class ChainWalk {
    private Head at = Head.NONE;
    private long pending;
    private @Nullable String broken;

    void linked(Sealed row) {
        var id = row.entry().id();
        var content = Hashes.content(row.entry());
        var next = at.next(content);
        check(
                Long.valueOf(next.position()).equals(row.entry().position()),
                "Position " + next.position() + " is missing before entry " + id + ".");
        check(content.equals(row.content()), "Entry " + id + " was changed.");
        check(
                at.hash().equals(row.previous()) && next.hash().equals(row.hash()),
                "Entry " + id + " does not follow from the one before it.");
        at = next;
    }

    void pending(Sealed row) {
        pending++;
        check(
                Hashes.content(row.entry()).equals(row.content()),
                "Entry " + row.entry().id() + ", not linked yet, was changed.");
    }

    Audit.Verification end(Head head) {
        check(
                head.equals(at),
                "The chain ends at position %d, but its recorded head is at %d."
                        .formatted(at.position(), head.position()));
        return new Audit.Verification(broken == null, at.position(), pending, at.hash(), broken);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds && broken == null) {
            broken = otherwise;
        }
    }
}
