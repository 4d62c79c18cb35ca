/**
 * Versions, tags, published artifacts, and what a release contains. Hears {@link
 * dev.fairlead.review.PullRequestMerged}, whose transaction allots the version; publishes {@link
 * Released} in the transaction that publishes the files.
 *
 * <p>A release holds exactly one merged pull request. Its commit is a child of the merge that
 * changes only the version; it is reachable by its tag alone. What it published never changes.
 */
@NullMarked
package dev.fairlead.release;

import org.jspecify.annotations.NullMarked;
