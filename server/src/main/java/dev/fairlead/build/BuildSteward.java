package dev.fairlead.build;

import dev.fairlead.build.Build.Kind;
import dev.fairlead.build.JobMachine.Verb;
import dev.fairlead.code.Repository;
import dev.fairlead.fleet.Demand;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.plan.JobPlan;
import dev.fairlead.protocol.StoredFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Decides what comes next in a build, whose row the caller has locked: gives jobs to the fleet as
 * soon as what they need has passed, skips those whose needs will never pass, and makes the build's
 * state of theirs.
 */
@Component
class BuildSteward {
    private static final int BUILD_PRIORITY = 0;
    private static final int RELEASE_PRIORITY = 10;

    private final BuildStore builds;
    private final BuildJobStore jobs;
    private final AttemptStore attempts;
    private final ResultStore results;
    private final Jobs fleet;
    private final JobPlaces places;
    private final Trust trust;
    private final PlanReader plans;
    private final BuildNews news;

    BuildSteward(
            BuildStore builds,
            BuildJobStore jobs,
            AttemptStore attempts,
            ResultStore results,
            Jobs fleet,
            JobPlaces places,
            Trust trust,
            PlanReader plans,
            BuildNews news) {
        this.builds = builds;
        this.jobs = jobs;
        this.attempts = attempts;
        this.results = results;
        this.fleet = fleet;
        this.places = places;
        this.trust = trust;
        this.plans = plans;
        this.news = news;
    }

    /** After one of its jobs moved. */
    Build settle(Repository repository, Build build) {
        return settle(repository, build, jobs.of(build.id()));
    }

    /** The same, with its jobs as they are now. */
    Build settle(Repository repository, Build build, List<BuildJob> all) {
        return next(build, all).isEmpty()
                ? summarise(repository, build, all)
                : settle(repository, build, all, plan(repository, build));
    }

    /** The same, with its plan at hand, too. */
    Build settle(Repository repository, Build build, List<BuildJob> before, List<JobPlan> plan) {
        var all = before;
        for (var next = next(build, all); next.isPresent(); next = next(build, all)) {
            advance(repository, build, next.get(), all, plan);
            all = jobs.of(build.id());
        }
        return summarise(repository, build, all);
    }

    /** Gives the fleet a job that waited for a person. */
    void begin(Repository repository, Build build, BuildJob job) {
        give(repository, build, job, after(job, Verb.READY), plan(repository, build));
        settle(repository, build);
    }

    /** Gives a job to the fleet once more, under its next attempt. */
    BuildJob requeue(Repository repository, Build build, BuildJob job, JobMachine.Position to) {
        return give(repository, build, job, to, plan(repository, build));
    }

    private List<JobPlan> plan(Repository repository, Build build) {
        var plan = plans.at(repository, build.commit()).orElseThrow();
        return PlanReader.jobs(plan, build.kind());
    }

    /** A job about which something can be decided now. */
    private static Optional<BuildJob> next(Build build, List<BuildJob> all) {
        return all.stream().filter(one -> isNext(build, one, all)).findFirst();
    }

    private static boolean isNext(Build build, BuildJob job, List<BuildJob> all) {
        return switch (job.state()) {
            case WAITING -> needed(job, all).stream().allMatch(one -> one.state().isTerminal());
            case MANUAL -> !build.cancelled().isEmpty();
            case QUEUED, RUNNING, PASSED, FAILED, CANCELLED, LOST, SKIPPED -> false;
        };
    }

    private static List<BuildJob> needed(BuildJob job, List<BuildJob> all) {
        return job.needs().stream().map(position -> all.get(position - 1)).toList();
    }

    private void advance(
            Repository repository,
            Build build,
            BuildJob job,
            List<BuildJob> all,
            List<JobPlan> plan) {
        var missed =
                needed(job, all).stream()
                        .filter(one -> one.state() != BuildJob.State.PASSED)
                        .findFirst();
        if (!build.cancelled().isEmpty()) {
            jobs.move(job, after(job, Verb.CANCEL), null, build.cancelled());
        } else if (missed.isPresent()) {
            jobs.move(job, after(job, Verb.SKIP), null, missed(missed.get()));
        } else if (job.manual() != null) {
            jobs.move(job, after(job, Verb.OFFER), null, "");
        } else {
            give(repository, build, job, after(job, Verb.READY), plan);
        }
    }

    private static String missed(BuildJob need) {
        var word = need.state().name().toLowerCase(Locale.ROOT);
        return "needs "
                + need.name()
                + ", which "
                + (word.equals("skipped") ? "did not run" : word);
    }

    private static JobMachine.Position after(BuildJob job, Verb verb) {
        return JobMachine.after(job.state(), job.attempt(), verb, job.retries());
    }

    private BuildJob give(
            Repository repository,
            Build build,
            BuildJob job,
            JobMachine.Position to,
            List<JobPlan> plan) {
        var said = plan.get(job.position() - 1);
        var refusal =
                places.refusal(repository, build, said)
                        .or(() -> trust.refusal(repository, build, said))
                        .orElse("");
        if (!refusal.isEmpty()) {
            return jobs.move(job, after(job, Verb.REFUSE), null, refusal);
        }
        var isRelease = build.kind() == Kind.RELEASE;
        var demand =
                new Demand(
                        said.agents().pool(),
                        build.wantedAgent(),
                        isRelease ? RELEASE_PRIORITY : BUILD_PRIORITY,
                        repository.projectId(),
                        said.labels());
        var given =
                fleet.queue(
                        demand,
                        BuildSpec.of(
                                build,
                                repository,
                                said,
                                inputs(build, job),
                                trust.isReviewed(repository, build)),
                        Provision.source(repository.id(), build.commit()));
        trust.give(repository, build, said, given);
        attempts.add(build.id(), job.position(), to.attempt(), given);
        return jobs.move(job, to, given, "");
    }

    /** What the jobs it needs kept; of two files of one name that of the later job. */
    private List<StoredFile> inputs(Build build, BuildJob job) {
        if (job.needs().isEmpty()) {
            return List.of();
        }
        var inputs = new LinkedHashMap<String, StoredFile>();
        for (var file : results.artifacts(build.id())) {
            if (job.needs().contains(file.job())) {
                inputs.put(file.name(), new StoredFile(file.name(), file.sha256(), file.size()));
            }
        }
        return List.copyOf(inputs.values());
    }

    /** What has ended stays as it ended, whatever a person begins after that. */
    private Build summarise(Repository repository, Build before, List<BuildJob> all) {
        if (before.state().isTerminal()) {
            news.touched(repository, before);
            return before;
        }
        var now =
                builds.move(
                        before.id(),
                        BuildSummary.state(all),
                        BuildSummary.attempt(all),
                        BuildSummary.failure(all));
        if (now.state() == before.state() && now.attempt() == before.attempt()) {
            news.touched(repository, now);
        } else {
            news.moved(repository, now);
        }
        return now;
    }
}
