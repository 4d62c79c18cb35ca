package dev.fairlead.identity.web;

import dev.fairlead.identity.User;
import dev.fairlead.web.Visitor;
import dev.fairlead.web.Visitors;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Tells the frame of pages who is looking. */
@Component
class PageVisitors implements Visitors {
    @Override
    public Optional<Visitor> current() {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return caller instanceof Caller known && known.getPrincipal() instanceof User user
                ? Optional.of(
                        new Visitor(
                                user.name(),
                                user.displayName(),
                                user.administrator(),
                                known.lentBy()))
                : Optional.empty();
    }
}
