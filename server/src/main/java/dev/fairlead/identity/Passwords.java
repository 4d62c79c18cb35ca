package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Changing passwords. A new one ends every log-in of its user. */
@Component
public class Passwords {
    private final UserStore store;
    private final Credentials credentials;
    private final PasswordHashes hashes;
    private final Sessions sessions;
    private final Audit audit;
    private final TransactionTemplate transactions;

    Passwords(
            UserStore store,
            Credentials credentials,
            PasswordHashes hashes,
            Sessions sessions,
            Audit audit,
            TransactionTemplate transactions) {
        this.store = store;
        this.credentials = credentials;
        this.hashes = hashes;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * The owner changes it and proves to know the present one.
     *
     * @param address where the attempt comes from; wrong ones are counted as at log-in
     */
    public void change(User owner, String present, String next, String address) {
        try {
            credentials.byPassword(owner.name(), present, address);
        } catch (Unauthenticated _) {
            throw Problem.invalid("present", "present: this is not your present password");
        }
        if (present.equals(next)) {
            throw Problem.invalid("password", "password: must be another one than before");
        }
        set(owner.actor(), owner, next, true, "password.changed");
    }

    /** An administrator sets it; its owner cannot approve or promote until they change it. */
    public void reset(Actor by, User owner, String next) {
        if (Long.valueOf(owner.id()).equals(by.id())) {
            throw Problem.invalid("password", "password: change your own at /me");
        }
        set(by, owner, next, false, "password.reset");
    }

    private void set(Actor by, User owner, String next, boolean own, String action) {
        var hash = hashes.hash(Names.password(next));
        transactions.executeWithoutResult(_ -> {
            store.setPassword(owner.id(), hash, own);
            sessions.closeAll(owner.id());
            audit.record(by, action, owner.name(), Map.of());
        });
    }
}
