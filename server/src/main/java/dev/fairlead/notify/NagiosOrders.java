package dev.fairlead.notify;

import dev.fairlead.deploy.EnvironmentWays;
import dev.fairlead.deploy.WayName;
import dev.fairlead.fleet.JobEvent;
import dev.fairlead.fleet.Jobs;
import dev.fairlead.fleet.Provision;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.protocol.JobSpec.NagiosCommands;
import dev.fairlead.protocol.Outcome.CommandsWritten;
import dev.fairlead.work.Signals;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has an agent write commands where Nagios runs, or where a way of an environment leads. The
 * agent's job stands beside the delivery in a row, so a server that comes after a killed one waits
 * for the job that is there.
 */
@Component
class NagiosOrders {
    /** Before the steps of deployments: a host is to be in downtime when it is drained. */
    private static final int PRIORITY = 30;

    private static final int WRITTEN = 200;

    private final DeliveryJobStore orders;
    private final Jobs jobs;
    private final EnvironmentWays ways;
    private final Signals signals;
    private final TransactionTemplate transaction;
    private final Duration longest;

    NagiosOrders(
            DeliveryJobStore orders,
            Jobs jobs,
            EnvironmentWays ways,
            Signals signals,
            TransactionTemplate transaction,
            Settings settings) {
        this.orders = orders;
        this.jobs = jobs;
        this.ways = ways;
        this.signals = signals;
        this.transaction = transaction;
        this.longest = settings.webhookTimeout();
    }

    /** Queues the job in the current transaction, so that it comes before what is queued next. */
    void begin(Addressee to, long delivery, String body) {
        if (body.isEmpty()) {
            return;
        }
        var commands = body.lines().toList();
        var through = to.setting("through");
        if (through.isEmpty()) {
            orders.insert(delivery, queue(to, new NagiosCommands(to.address(), commands)));
            return;
        }
        var name = WayName.of(through);
        var project = orders.project(to.id());
        var spec = new NagiosCommands(to.address(), commands, ways.get(project, name));
        var job = queue(to, spec);
        ways.giveKeys(project, name, spec, job);
        orders.insert(delivery, job);
    }

    private long queue(Addressee to, NagiosCommands spec) {
        var agent = to.setting("agent");
        return jobs.queue(
                Jobs.DEPLOY_POOL,
                agent.isEmpty() ? null : agent,
                PRIORITY,
                spec,
                Provision.NOTHING);
    }

    Outcome write(Addressee to, Delivery delivery) {
        var began = System.nanoTime();
        if (delivery.body().isEmpty()) {
            return Outcome.answered(WRITTEN, "Nagios knows none of the hosts.", Duration.ZERO);
        }
        try {
            var order = order(to, delivery);
            var ended = await(order.job());
            var failure = ended.failure();
            return failure == null || failure.isEmpty()
                    ? Outcome.answered(
                            WRITTEN, "Written by job " + ended.job() + ".", Sending.since(began))
                    : Outcome.failed(failure, Sending.since(began));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Outcome.failed("The server was stopped meanwhile.", Sending.since(began));
        }
    }

    @EventListener
    void on(JobEvent event) {
        if (event.job().pool().equals(Jobs.DEPLOY_POOL) && event.mayEnd(CommandsWritten.class)) {
            switch (event) {
                case JobEvent.Claimed _, JobEvent.Withdrawn _ -> {}
                case JobEvent.Finished(var job, var outcome) ->
                        orders.ended(job.id(), outcome.failure());
                case JobEvent.Lost(var job, var why) ->
                        orders.ended(job.id(), "Its agent was lost: " + why);
                case JobEvent.Cancelled(var job, var why) -> orders.ended(job.id(), why);
            }
        }
    }

    /** The one that is under way or was done; another one where it failed. */
    private DeliveryJobStore.Order order(Addressee to, Delivery delivery) {
        var there = orders.latest(delivery.id()).filter(order -> order.isOpen() || order.isDone());
        if (there.isEmpty()) {
            transaction.executeWithoutResult(_ -> begin(to, delivery.id(), delivery.body()));
        }
        return orders.latest(delivery.id()).orElseThrow();
    }

    private DeliveryJobStore.Order await(long job) throws InterruptedException {
        var order = await(job, longest);
        if (order.isOpen()) {
            var why = jobs.whyWaiting(job);
            jobs.cancelQueued(
                    job,
                    "No agent took the commands within %d s. %s"
                            .formatted(longest.toSeconds(), why)
                            .strip());
            order = await(job, longest);
        }
        if (order.isOpen()) {
            throw Problem.unavailable("The agent has not written the commands yet.");
        }
        return order;
    }

    private DeliveryJobStore.Order await(long job, Duration atMost) throws InterruptedException {
        var end = Instant.now().plus(atMost);
        try (var watch = signals.watch(Jobs.logTopic(job))) {
            var order = orders.get(job);
            while (order.isOpen() && Instant.now().isBefore(end)) {
                watch.await(Duration.ofSeconds(1));
                order = orders.get(job);
            }
            return order;
        }
    }
}
