/** Who asks: the filter chain, log-in, and the REST interface and pages of people and audit. */
@NullMarked
package dev.fairlead.identity.web;

import org.jspecify.annotations.NullMarked;
