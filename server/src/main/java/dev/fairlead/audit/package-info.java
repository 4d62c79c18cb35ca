/** The append-only, hash-chained record of every decision of people and of policy. */
@NullMarked
package dev.fairlead.audit;

import org.jspecify.annotations.NullMarked;
