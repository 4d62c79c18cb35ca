/**
 * Tells the outside what happened. Hears the events of {@code code}, {@code review}, {@code build},
 * {@code release} and {@code deploy} inside their transactions and writes a row, a delivery, for
 * each channel that asked for it; a loop delivers the rows, at least once and each channel by
 * itself, and an answer that says no or does not come is asked for again for a day. A channel is a
 * webhook of a repository, or what a project tells: a webhook, a chat, monitoring.
 */
@NullMarked
package dev.fairlead.notify;

import org.jspecify.annotations.NullMarked;
