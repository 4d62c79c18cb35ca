package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import dev.fairlead.audit.Audit;
import dev.fairlead.problem.Problem;
import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who is reached, and who wrote, under an address. It counts only once an administrator has vouched
 * for it, because git believes any author's name.
 */
@Component
public class EmailAddresses {
    private final UserStore store;
    private final Audit audit;
    private final Clock clock;

    EmailAddresses(UserStore store, Audit audit, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Notes what the user wants to be reached at; the present address stays until it is vouched.
     */
    @Transactional
    public void ask(User user, String email) {
        var address = Names.email(email);
        store.wishEmail(user.id(), address.equals(user.email()) ? null : address);
        audit.record(user.actor(), "email.asked", user.name(), Map.of("email", address));
    }

    /** An administrator vouches that the address is this user's, and makes it the present one. */
    @Transactional
    public void vouch(Actor by, User user, String email) {
        var address = Names.email(email);
        own(address, user.id());
        store.setEmail(user.id(), address);
        audit.record(by, "email.vouched", user.name(), Map.of("email", address));
    }

    /** The addresses that were asked for and not vouched for yet, by user id. */
    public Map<Long, String> asked() {
        return store.wishes();
    }

    void own(String address, long user) {
        if (!store.own(address, user, clock.instant())) {
            throw Problem.conflict("email: " + address + " belongs to another user");
        }
    }
}
