package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.Environments;
import dev.fairlead.deploy.OutOfPool;
import dev.fairlead.deploy.PoolReturn;
import dev.fairlead.deploy.PoolReturns;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Listing;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is out of the pool, for scripts. */
@RestController
@RequestMapping("/api/v1/projects/{key}")
class PoolRest {
    private final Environments environments;
    private final OutOfPool out;
    private final PoolReturns returns;
    private final Projects projects;

    PoolRest(Environments environments, OutOfPool out, PoolReturns returns, Projects projects) {
        this.environments = environments;
        this.out = out;
        this.returns = returns;
        this.projects = projects;
    }

    /**
     * What is out in one environment.
     *
     * @param silent balancers that did not answer when they were looked at last
     * @param looked null before the first time
     */
    record PoolJson(
            String environment,
            List<OutJson> out,
            List<SilentJson> silent,
            @Nullable Instant looked,
            @Nullable ReturnJson lastReturn) {}

    /** A host that a balancer sends nothing, or that gets requests though it must not. */
    record OutJson(
            String host,
            String balancer,
            String status,
            String why,
            @Nullable Long deployment,
            Instant since,
            boolean serves) {
        static OutJson of(OutOfPool.Out out) {
            return new OutJson(
                    out.host(),
                    out.balancer(),
                    out.status(),
                    out.reason().sentence(),
                    out.reason().deployment(),
                    out.since(),
                    out.serves());
        }
    }

    /** A balancer that did not answer. */
    record SilentJson(String balancer, String failure, Instant at) {}

    /** The putting back of hosts; a note says why one was refused. */
    record ReturnJson(
            long id, Instant asked, @Nullable Instant finished, List<ReturnedJson> hosts) {
        static ReturnJson of(PoolReturn one) {
            return new ReturnJson(
                    one.id(),
                    one.asked(),
                    one.finished(),
                    one.hosts().stream()
                            .map(host ->
                                    new ReturnedJson(
                                            host.name(),
                                            host.step().word(),
                                            host.state().word(),
                                            host.note()))
                            .toList());
        }
    }

    /** One host of it. */
    record ReturnedJson(String host, String step, String state, String note) {}

    @GetMapping("/balancers")
    Listing<PoolJson> all(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return Listing.of(environments.of(project).stream().map(this::json).toList());
    }

    @GetMapping("/environments/{name}/balancers")
    PoolJson one(User user, @PathVariable String key, @PathVariable String name) {
        return json(environments.require(user, key, name, Role.READ));
    }

    /** Puts back what is healthy; the answer is how it begins. */
    @PostMapping("/environments/{name}/balancers/returns")
    @ResponseStatus(HttpStatus.CREATED)
    ReturnJson putBack(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return ReturnJson.of(returns.begin(user, environment));
    }

    @GetMapping("/environments/{name}/balancers/returns")
    ReturnJson latest(User user, @PathVariable String key, @PathVariable String name) {
        var environment = environments.require(user, key, name, Role.READ);
        return returns.latest(environment)
                .map(ReturnJson::of)
                .orElseThrow(() ->
                        Problem.notFound("No host of " + name + " was put back by hand yet."));
    }

    private PoolJson json(Environment environment) {
        var pool = out.of(environment);
        return new PoolJson(
                environment.name(),
                pool.out().stream().map(OutJson::of).toList(),
                pool.silent().stream()
                        .map(one -> new SilentJson(one.balancer(), one.failure(), one.observed()))
                        .toList(),
                pool.looked(),
                returns.latest(environment).map(ReturnJson::of).orElse(null));
    }
}
