package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The people. */
@Component
public class Users {
    /** Creates a user; the creating administrator vouches for the e-mail address. */
    public User create(
            Actor by,
            String name,
            String displayName,
            String email,
            String password,
            boolean administrator) {
        throw new UnsupportedOperationException();
    }

    public Optional<User> byName(String name) {
        throw new UnsupportedOperationException();
    }

    public User get(long id) {
        throw new UnsupportedOperationException();
    }

    /** Users by id, for pages that show many names. */
    public Map<Long, User> byIds(Collection<Long> ids) {
        throw new UnsupportedOperationException();
    }

    /** Users whose verified address is among these, by address in lower case. */
    public Map<String, User> byVerifiedEmails(Collection<String> emails) {
        throw new UnsupportedOperationException();
    }

    public List<User> all() {
        throw new UnsupportedOperationException();
    }

    /**
     * Refuses a decision (approval, promotion) of an account whose password somebody else reset and
     * whose owner has not changed it since.
     */
    public void requireOwnPassword(User user) {
        throw new UnsupportedOperationException();
    }

    /** A link's path and secret that logs its user in once, until it expires. */
    public String loginLink(Actor by, User user, Duration validity) {
        throw new UnsupportedOperationException();
    }
}
