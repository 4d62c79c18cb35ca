/**
 * What server and agent say to each other: records, no framework. The agent dials the server over
 * HTTP; nothing dials the agent.
 *
 * <p><b>A job's life.</b> An agent registers ({@link Registration}) and gets a session, which it
 * sends with everything that follows; registering the same name again ends the earlier session.
 * Each of its executors then claims by long poll. A claim answers with an {@link Assignment}: the
 * job, what to do, how long the lease holds, and the <em>fence</em>, a number that grows with every
 * claim of any job in the server. An executor that asks again without having reported is given the
 * same job under the same fence: the first answer never reached it. Until the job ends the agent
 * sends a {@link Heartbeat} every second; the answer waits for the next one's time, says whether
 * the job was cancelled, at once when it is, and the lease holds for that long again. Log and files
 * go up under the same fence. At the end it reports the {@link Outcome}. Every message names job
 * and fence; what does not match the lease that the server holds is refused with 409, and the agent
 * then stops the job without reporting.
 *
 * <p><b>Jobs that follow.</b> An assignment may hold others that follow it, each under a fence of
 * its own, all under one lease. Each is begun when the one before has ended well; the {@link
 * Report} of that one says that it goes on, and comes while the next is under way; several that
 * ended within a moment may be told together. A report that does not say so ends the row: what
 * follows is nobody's any more. A heartbeat may say that nothing more of the row is to be begun.
 * What follows a question to a host is begun only where the answer is as expected ({@link
 * Expectation}). Whoever holds the last of a row may ask whether more was queued to follow it, also
 * before that one has ended; what it is given then is begun after it, or withdrawn like all of a
 * row.
 *
 * <p><b>Who it is.</b> An agent comes the first time with its pool's token and a token that it made
 * for itself, its <em>identity</em>; from then on the identity is all that it needs. The pool's
 * token may be renewed meanwhile. Nobody else can take the name, until an administrator removes the
 * agent, which ends the identity. A server that does not understand an agent's {@link
 * Protocol#VERSION} answers 426.
 *
 * <p><b>Sent again.</b> Every message may be sent again when its answer was lost. The log is
 * addressed by its offset in bytes: what the server already has is skipped. A file of the same name
 * and bytes is the same file, and the same outcome the same outcome. A chunk of log ends at the end
 * of a line.
 *
 * <p>Paths, all below the server's address, all with {@code Authorization: Bearer <token>} and, but
 * for the first, {@code Fairlead-Session}:
 *
 * <pre>
 * POST /agent/v1/registrations                  Registration → Registered
 * POST /agent/v1/claims?executor=&amp;wait=          → Assignment, or 204 after wait seconds (25 at most)
 * POST /agent/v1/jobs/{job}/heartbeats          Heartbeat → HeartbeatAnswer
 * POST /agent/v1/jobs/{job}/log?fence=&amp;offset=   bytes (64 KB at most) → 204
 * GET  /agent/v1/jobs/{job}/source?fence=       → tar of the job's commit
 * POST /agent/v1/jobs/{job}/fetch-tickets?fence=&amp;of=&amp;submodule=   → FetchTicket
 * GET  /agent/v1/fetches/{repository}/…   git's own protocol, with the ticket alone
 * GET  /agent/v1/jobs/{job}/release-artifact?fence=   → the bytes to install
 * POST /agent/v1/jobs/{job}/task-runs?fence=   list of TaskRun → 204
 * PUT  /agent/v1/jobs/{job}/files?fence=&amp;name=   bytes → StoredFile
 * POST /agent/v1/jobs/{job}/next?fence=&amp;executor=   → Assignment that follows the job, or 204
 * POST /agent/v1/jobs/{job}/outcome?executor=   Report → 204, or the executor's next Assignment
 * POST /agent/v1/outcomes?executor=             list of JobEnd → the same; all is taken, or nothing (409)
 * </pre>
 */
@NullMarked
package dev.fairlead.protocol;

import org.jspecify.annotations.NullMarked;
