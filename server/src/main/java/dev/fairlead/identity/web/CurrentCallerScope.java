package dev.fairlead.identity.web;

import dev.fairlead.identity.ActingAs;
import dev.fairlead.identity.CallerScope;
import dev.fairlead.identity.User;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The limits of the token or key that the current request came with. */
@Component
class CurrentCallerScope implements CallerScope {
    @Override
    public Optional<Limited> of(User user) {
        var acting = ActingAs.limits(user);
        if (acting.isPresent()) {
            return acting;
        }
        return SecurityContextHolder.getContext().getAuthentication() instanceof Caller caller
                        && caller.limited() != null
                        && caller.limited().owner().id() == user.id()
                ? Optional.of(caller.limited())
                : Optional.empty();
    }
}
