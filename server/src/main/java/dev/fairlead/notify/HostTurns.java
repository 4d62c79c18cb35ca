package dev.fairlead.notify;

import dev.fairlead.deploy.Deployment;
import dev.fairlead.deploy.DeploymentChanged;
import dev.fairlead.deploy.DeploymentProgressed;
import dev.fairlead.deploy.Environment;
import dev.fairlead.deploy.TurnWatcher;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Tells when a host's turn in a deployment begins and when it is over, whatever ends it, and when a
 * step needs a person. What was told stands in rows, so nothing is told twice and no end is
 * forgotten.
 */
@Component
class HostTurns implements TurnWatcher {
    private static final String TURN = "turn ";
    private static final String STUCK = "stuck ";

    private final Notices notices;
    private final ToldStore told;
    private final DeploymentWords words;

    HostTurns(Notices notices, ToldStore told, DeploymentWords words) {
        this.notices = notices;
        this.told = told;
        this.words = words;
    }

    @Override
    public boolean watches(Environment environment) {
        return notices.hears(environment.projectId(), environment.name());
    }

    @EventListener
    void on(DeploymentProgressed progressed) {
        var deployment = progressed.deployment();
        var environment = progressed.environment();
        if (!watches(environment)) {
            return;
        }
        var known = told.of(deployment.id());
        var now = subjects(progressed);
        var over = known.stream().filter(one -> !now.contains(one)).collect(Collectors.toSet());
        told.forget(deployment.id(), over);
        ended(deployment, environment, over);
        now.removeAll(known);
        told.add(deployment.id(), now);
        tell(NoticeEvent.HOST_BEGAN, deployment, environment, hosts(now), "");
        progressed
                .stuck()
                .forEach((step, why) -> {
                    if (now.contains(STUCK + step)) {
                        tell(NoticeEvent.DEPLOYMENT_STUCK, deployment, environment, List.of(), why);
                    }
                });
    }

    /** Also after a failure or an abort: nothing is under work any more. */
    @EventListener
    void on(DeploymentChanged changed) {
        if (changed.deployment().state().isTerminal()) {
            var over = Set.copyOf(told.of(changed.deployment().id()));
            told.forget(changed.deployment().id(), over);
            ended(changed.deployment(), changed.environment(), over);
        }
    }

    private void ended(Deployment deployment, Environment environment, Set<String> over) {
        tell(NoticeEvent.HOST_ENDED, deployment, environment, hosts(over), "");
    }

    private void tell(
            NoticeEvent event,
            Deployment deployment,
            Environment environment,
            List<String> hosts,
            String detail) {
        if (!hosts.isEmpty() || event == NoticeEvent.DEPLOYMENT_STUCK) {
            notices.tell(
                    environment.projectId(),
                    event,
                    environment.name(),
                    () -> words.notice(event, deployment, environment, hosts, detail));
        }
    }

    private static Set<String> subjects(DeploymentProgressed progressed) {
        var subjects = new HashSet<String>();
        progressed.underWay().forEach(host -> subjects.add(TURN + host));
        progressed.stuck().keySet().forEach(step -> subjects.add(STUCK + step));
        return subjects;
    }

    private static List<String> hosts(Set<String> subjects) {
        return subjects.stream()
                .filter(one -> one.startsWith(TURN))
                .map(one -> one.substring(TURN.length()))
                .sorted()
                .toList();
    }
}
