/** The page and the REST interface of a pool's cluster. */
@NullMarked
package dev.fairlead.cluster.web;

import org.jspecify.annotations.NullMarked;
