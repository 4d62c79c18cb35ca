/**
 * Tells the outside what happened. Hears the events of {@code code} and {@code review} inside their
 * transactions and writes a row for each that somebody asked for; a loop delivers the rows, at
 * least once, and an answer that says no or does not come is asked for again for a day.
 */
@NullMarked
package dev.fairlead.notify;

import org.jspecify.annotations.NullMarked;
