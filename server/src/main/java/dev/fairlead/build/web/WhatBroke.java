package dev.fairlead.build.web;

import dev.fairlead.build.Build;
import dev.fairlead.build.BuildJob;
import dev.fairlead.build.BuildReports;
import dev.fairlead.build.BuildResults;
import dev.fairlead.build.BuildResults.FailedTest;
import dev.fairlead.build.web.Broke.FailingJob;
import dev.fairlead.build.web.Broke.FailingTest;
import dev.fairlead.code.Commit;
import dev.fairlead.code.Repository;
import dev.fairlead.code.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Answers what broke, since when and by which commit. */
@Component
class WhatBroke {
    private static final int LAST_LINES = 20;
    private static final int JOBS = 5;

    private final BuildReports reports;
    private final BuildLogs logs;
    private final Source source;

    WhatBroke(BuildReports reports, BuildLogs logs, Source source) {
        this.reports = reports;
        this.logs = logs;
        this.source = source;
    }

    Broke of(Repository repository, Build build, List<BuildJob> jobs, BuildResults results) {
        var green = reports.lastGreen(build);
        return new Broke(
                green.map(last -> "green until " + last.id())
                        .orElse("no build of " + build.branch() + " was green before"),
                green.map(last -> reports.commitsSince(repository, last, build)).orElse(List.of()),
                tests(repository, build, results.failedTests()),
                jobs(build, jobs, results));
    }

    /** As they come: the new ones first. */
    List<FailingTest> tests(Repository repository, Build build, List<FailedTest> failed) {
        Map<String, Commit> commits = new HashMap<>();
        return failed.stream()
                .map(test ->
                        new FailingTest(
                                test,
                                test.since() == build.id(),
                                commits.computeIfAbsent(
                                        test.commit(), sha -> source.commit(repository, sha))))
                .toList();
    }

    private List<FailingJob> jobs(Build build, List<BuildJob> jobs, BuildResults results) {
        var told =
                results.failedTests().stream()
                        .map(failed -> failed.test().job())
                        .collect(Collectors.toSet());
        return jobs.stream()
                .filter(job -> job.state() == BuildJob.State.FAILED)
                .filter(job -> !told.contains(job.position()))
                .limit(JOBS)
                .map(job -> job(build, job, results))
                .toList();
    }

    private FailingJob job(Build build, BuildJob job, BuildResults results) {
        var step =
                results.steps().stream()
                        .filter(one -> one.job() == job.position() && !one.passed())
                        .findFirst();
        var which = new BuildLogs.Which(job.position(), null);
        return new FailingJob(
                job.name(),
                step.map(BuildResults.Step::name).orElse(""),
                job.failure(),
                logs.part(build, which, -LAST_LINES, LAST_LINES));
    }
}
