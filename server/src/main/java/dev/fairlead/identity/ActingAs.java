package dev.fairlead.identity;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Work for somebody who did not come by HTTP, within the limits of what they came with. */
public final class ActingAs {
    private static final ScopedValue<Proven> CURRENT = ScopedValue.newInstance();

    private ActingAs() {}

    /** What is done in here asks {@link Access} within the limits of the proof. */
    public static <T extends @Nullable Object, X extends Throwable> T call(
            Proven proven, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(CURRENT, proven).call(work);
    }

    /** The limits of who acts, where they are this user. */
    public static Optional<CallerScope.Limited> limits(User user) {
        return CURRENT.isBound()
                ? Optional.ofNullable(CURRENT.get().limited())
                        .filter(limited -> limited.owner().id() == user.id())
                : Optional.empty();
    }
}
