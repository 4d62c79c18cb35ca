package dev.fairlead.deploy;

import static dev.fairlead.deploy.StepName.AFTER_BATCH;
import static dev.fairlead.deploy.StepName.AFTER_DEPLOYMENT;
import static dev.fairlead.deploy.StepName.AFTER_HOST;
import static dev.fairlead.deploy.StepName.BACK;
import static dev.fairlead.deploy.StepName.BEFORE_BATCH;
import static dev.fairlead.deploy.StepName.BEFORE_DEPLOYMENT;
import static dev.fairlead.deploy.StepName.BEFORE_HOST;
import static dev.fairlead.deploy.StepName.CONFIRM;
import static dev.fairlead.deploy.StepName.DRAIN;
import static dev.fairlead.deploy.StepName.FETCH;
import static dev.fairlead.deploy.StepName.INSTALL;
import static dev.fairlead.deploy.StepName.PLAY;
import static dev.fairlead.deploy.StepName.START;
import static dev.fairlead.deploy.StepName.STOP;

import dev.fairlead.deploy.Definition.Host;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The steps that a deployment will have, before the first of them begins: values, nothing else. */
final class JournalPlan {
    /**
     * One step to plan.
     *
     * @param host empty for a step of the whole deployment or of a batch
     * @param position of the host in the deployment's order
     * @param batch counted from 1; 0 for what comes before and after all batches
     * @param part which of several steps of the name it is, from 0
     */
    record Planned(String host, int position, int batch, StepName name, int part) {}

    private static final int BEFORE_ALL_HOSTS = -1;
    private static final Set<StepName> STOPPED_FIRST = EnumSet.of(BEFORE_HOST, STOP);
    private static final Set<StepName> OF_RETURN = EnumSet.of(BACK, AFTER_HOST);

    private static final Set<StepName> BRINGS = EnumSet.of(FETCH, STOP, INSTALL, START);

    private final Definition definition;
    private final Set<String> parked;
    private final Set<String> holding;
    private final List<Planned> planned = new ArrayList<>();
    private int position;
    private int batch;

    private JournalPlan(Definition definition, Set<String> parked, Set<String> holding) {
        this.definition = definition;
        this.parked = parked;
        this.holding = holding;
    }

    /**
     * @param parked the hosts that are out of their pools already; they come first where the order
     *     is free, for they cost nobody a request
     * @param holding the hosts that answered last with the release's digest
     */
    static List<Planned> of(Definition definition, Set<String> parked, Set<String> holding) {
        return new JournalPlan(definition, parked, holding).steps();
    }

    private List<Planned> steps() {
        ofAll(BEFORE_DEPLOYMENT);
        if (definition.ansible() != null) {
            byAnsible();
        } else {
            switch (definition.strategy().kind()) {
                case ROLLING -> rolling();
                case ALL_AT_ONCE -> batch(inOrder(definition.hosts()));
                case BLUE_GREEN -> blueGreen();
            }
        }
        if (!definition.verification().end().isEmpty()) {
            planned.add(new Planned("", BEFORE_ALL_HOSTS, 0, StepName.SETTLE, 0));
        }
        ofAll(AFTER_DEPLOYMENT);
        return List.copyOf(planned);
    }

    /** Who is drained and when is the playbook's matter; what runs is asked of every host. */
    private void byAnsible() {
        planned.add(new Planned("", BEFORE_ALL_HOSTS, 0, PLAY, 0));
        for (var host : definition.hosts()) {
            plan(host, 0, CONFIRM);
            position++;
        }
    }

    private void rolling() {
        if (definition.groups().isEmpty()) {
            batches(inOrder(definition.hosts()));
        }
        for (var group : definition.groups()) {
            batches(inOrder(hosts(group.name())));
        }
    }

    private void batches(List<Host> hosts) {
        var size = definition.strategy().batch().atMostOf(hosts.size());
        for (int from = 0; from < hosts.size(); from += size) {
            batch(hosts.subList(from, Math.min(hosts.size(), from + size)));
        }
    }

    private void batch(List<Host> hosts) {
        batch++;
        ofAll(BEFORE_BATCH);
        for (var host : hosts) {
            var first = definition.group(host).stopFirst();
            for (var name : StepName.of(definition, host)) {
                var early = first && STOPPED_FIRST.contains(name);
                plan(host, early ? 0 : batchOf(name), name);
            }
            position++;
        }
        ofAll(AFTER_BATCH);
    }

    /**
     * The set that serves nobody gets the release and is verified; then all of it goes back, and
     * then the other set leaves. What that set runs stays as it is, so that the way back is only to
     * change again: nothing is installed where all hold the release already.
     */
    private void blueGreen() {
        var idle = idle();
        var next = hosts(idle);
        var first = position;
        var ready = next.stream().map(Host::name).allMatch(holding::contains);
        batch = 1;
        for (var host : next) {
            StepName.of(definition, host).stream()
                    .filter(name -> !OF_RETURN.contains(name))
                    .filter(name -> !ready || !BRINGS.contains(name))
                    .forEach(name -> plan(host, batchOf(name), name));
            position++;
        }
        batch = 2;
        position = first;
        for (var host : next) {
            StepName.of(definition, host).stream()
                    .filter(OF_RETURN::contains)
                    .forEach(name -> plan(host, batch, name));
            position++;
        }
        batch = 3;
        for (var host : hosts(idle.equals("blue") ? "green" : "blue")) {
            plan(host, batch, DRAIN);
            position++;
        }
    }

    /** The set of which fewer hosts are in their pool. */
    private String idle() {
        return serving("green") < serving("blue") ? "green" : "blue";
    }

    private long serving(String group) {
        return hosts(group).stream().filter(host -> !parked.contains(host.name())).count();
    }

    private int batchOf(StepName name) {
        return name.phase() == Stage.Phase.TURNS ? batch : 0;
    }

    private void ofAll(StepName name) {
        if (definition.hooks().has(name)) {
            planned.add(new Planned("", BEFORE_ALL_HOSTS, batchOf(name), name, 0));
        }
    }

    private void plan(Host host, int itsBatch, StepName name) {
        planned.add(new Planned(host.name(), position, itsBatch, name, 0));
    }

    private List<Host> hosts(String group) {
        return definition.hosts().stream().filter(host -> group.equals(host.group())).toList();
    }

    private List<Host> inOrder(List<Host> hosts) {
        return hosts.stream()
                .sorted(Comparator.comparing((Host host) -> !parked.contains(host.name())))
                .toList();
    }
}
