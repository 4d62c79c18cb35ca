package dev.fairlead.fleet;

import dev.fairlead.identity.AgentTokens;
import dev.fairlead.identity.Secrets;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tickets by which an agent's git fetches what its job is made of: one repository each, for
 * reading, and worth nothing once the job ends or somebody else holds it. Git is a program of its
 * own, so that it gets these and never the agent's token.
 */
@Component
public class Fetches implements AgentTokens {
    private static final Duration LIFETIME = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final Leases leases;
    private final Jobs jobs;

    Fetches(JdbcClient jdbc, Leases leases, Jobs jobs) {
        this.jdbc = jdbc;
        this.leases = leases;
        this.jobs = jobs;
    }

    /**
     * What the holder of a build's job may fetch.
     *
     * @param repository its number
     * @param submodules whether its plan asks for those of its commit, too
     */
    public record Wish(long repository, String commit, boolean submodules) {}

    /**
     * The wish of a job that somebody holds.
     *
     * @throws Problem 409 when the holder does not hold it under this fence; 404 when it has none
     */
    public Wish wish(Holder holder, long job, long fence) {
        var provision = leases.provision(holder, job, fence);
        var repository = provision.repository();
        var commit = provision.commit();
        if (repository == null
                || commit == null
                || !(jobs.spec(job) instanceof JobSpec.RunBuild build)) {
            throw Problem.notFound("Job %d has no source to fetch.".formatted(job));
        }
        return new Wish(repository, commit, build.checkout().submodules());
    }

    /**
     * A ticket for who holds the job.
     *
     * @param commit which may be had even if no branch or tag reaches it any more; null for none
     * @throws Problem 409 when the holder does not hold it under this fence
     */
    @Transactional
    public String ticket(
            Holder holder, long job, long fence, long repository, @Nullable String commit) {
        leases.provision(holder, job, fence);
        var token = Secrets.random();
        jdbc.sql("delete from fetch_ticket where until < now()").update();
        jdbc.sql(
                        """
                        insert into fetch_ticket (sha256, job, fence, repository, commit, until)
                        values (:sha256, :job, :fence, :repository, :commit,
                                now() + :lifetime * interval '1 ms')
                        """)
                .param("sha256", Secrets.sha256(token))
                .param("job", job)
                .param("fence", fence)
                .param("repository", repository)
                .param("commit", commit)
                .param("lifetime", LIFETIME.toMillis())
                .update();
        return token;
    }

    @Override
    public Optional<Fetch> fetch(String token) {
        return jdbc.sql(
                        """
                        select ticket.repository, ticket.commit
                          from fetch_ticket ticket
                          join job on job.id = ticket.job and job.fence = ticket.fence
                         where ticket.sha256 = :sha256 and ticket.until > now()
                           and job.state = 'running'
                        """)
                .param("sha256", Secrets.sha256(token))
                .query(Fetch.class)
                .optional();
    }

    /** Nobody is an agent by a ticket. */
    @Override
    public Optional<Carrier> carrier(String token) {
        return Optional.empty();
    }
}
