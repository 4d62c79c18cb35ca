package dev.fairlead.issue;

import dev.fairlead.audit.Audit;
import dev.fairlead.identity.User;
import dev.fairlead.problem.Problem;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps the roles of controlled projects to system administrators, and records who tried. */
@Component
class Control {
    private final Projects projects;
    private final Audit audit;
    private final TransactionTemplate apart;

    /** What is refused is rolled back; the record of it is not. */
    Control(Projects projects, Audit audit, PlatformTransactionManager transactions) {
        this.projects = projects;
        this.audit = audit;
        apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Lets through who may change roles in the project.
     *
     * @throws Problem 403, recorded, for a controlled project and anybody but a system
     *     administrator
     */
    void requireGranter(User by, Project project, String wish, String member) {
        if (by.administrator() || !projects.isControlled(project)) {
            return;
        }
        apart.executeWithoutResult(_ ->
                audit.record(
                        by.actor(),
                        "member.change-refused",
                        project.key(),
                        Map.of("member", member, "wish", wish)));
        throw Problem.forbidden(
                "%s is a controlled project: its roles are granted and taken by system administrators only. Ask one of them."
                        .formatted(project.key()));
    }
}
