/** Pull requests, comments, approvals, merge checks, merging. */
@NullMarked
package dev.fairlead.review;

import org.jspecify.annotations.NullMarked;
