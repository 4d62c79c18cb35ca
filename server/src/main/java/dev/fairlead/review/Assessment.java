package dev.fairlead.review;

/** A pull request as read afresh, and what it waits for. */
record Assessment(Review review, Holder holder) {}
