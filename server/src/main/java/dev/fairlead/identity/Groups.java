package dev.fairlead.identity;

import dev.fairlead.audit.Actor;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Groups of users; a group comes into being with its first member. */
@Component
public class Groups {
    public void add(Actor by, String group, User member) {
        throw new UnsupportedOperationException();
    }

    public void remove(Actor by, String group, User member) {
        throw new UnsupportedOperationException();
    }

    /** The names of the groups a user belongs to. */
    public Set<String> of(User user) {
        throw new UnsupportedOperationException();
    }

    public List<User> members(String group) {
        throw new UnsupportedOperationException();
    }
}
