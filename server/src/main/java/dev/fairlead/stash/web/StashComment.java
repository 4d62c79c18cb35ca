package dev.fairlead.stash.web;

import dev.fairlead.identity.User;
import dev.fairlead.review.Comment;
import java.util.List;

/** A comment in Stash's words; nobody answers to one here, so it has none of its own. */
record StashComment(
        long id,
        int version,
        String text,
        StashUser author,
        long createdDate,
        long updatedDate,
        List<StashComment> comments,
        String severity,
        String state) {
    static StashComment of(Comment comment, User author) {
        var edited = comment.edited();
        var at = comment.at().toEpochMilli();
        return new StashComment(
                comment.id(),
                comment.version(),
                comment.text(),
                StashUser.of(author),
                at,
                edited == null ? at : edited.toEpochMilli(),
                List.of(),
                "NORMAL",
                "OPEN");
    }
}
