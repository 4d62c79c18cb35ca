/**
 * What a caller did wrong or may not do, told in a sentence that a person can act on. Every module
 * throws these; the web layer renders them as <code>application/problem+json</code> or as a page.
 */
@NullMarked
package dev.fairlead.problem;

import org.jspecify.annotations.NullMarked;
