package dev.fairlead.audit;

import dev.fairlead.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Links what has been committed, in the order of commits as far as one look can tell. Only the
 * holder of the chain's row links; who finds it held leaves the work to that server.
 */
@Component
class Chainer {
    private static final int MOST_AT_ONCE = 500;

    private final AuditStore store;
    private final TransactionTemplate transactions;

    Chainer(AuditStore store, TransactionTemplate transactions, Workers workers) {
        this.store = store;
        this.transactions = transactions;
        workers.unhurried("audit-chainer", Audit.TOPIC, Duration.ofSeconds(1), this::link);
    }

    /** Links one batch; true when there may be more. */
    boolean link() {
        return transactions.execute(
                _ -> store.lease().map(this::linkAfter).orElse(0) == MOST_AT_ONCE);
    }

    private int linkAfter(Head head) {
        var entries = store.pending(MOST_AT_ONCE);
        if (entries.isEmpty()) {
            return 0;
        }
        var end = head;
        var links = new ArrayList<Object[]>();
        for (var row : entries) {
            var next = end.next(row.content());
            links.add(new Object[] {next.position(), end.hash(), next.hash(), row.entry().id()});
            end = next;
        }
        store.link(links);
        store.moveHead(end);
        return entries.size();
    }
}
