/** Pull requests for browsers and scripts. */
@NullMarked
package dev.fairlead.review.web;

import org.jspecify.annotations.NullMarked;
