package dev.fairlead.code;

import dev.fairlead.platform.Settings;
import java.io.IOException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import org.eclipse.jgit.errors.TooLargePackException;
import org.eclipse.jgit.transport.ReceivePack;
import org.springframework.stereotype.Component;

/** How much one push may bring. Git shows the refusal to who pushed. */
@Component
public class PushLimits {
    private final long push;
    private final long object;

    PushLimits(Settings settings) {
        push = settings.maxPush();
        object = settings.maxObject();
    }

    /** The bytes that one push may send. */
    public long push() {
        return push;
    }

    void bind(ReceivePack receive) {
        receive.setMaxPackSizeLimit(push);
        receive.setMaxObjectSizeLimit(object);
        var told = receive.getUnpackErrorHandler();
        receive.setUnpackErrorHandler(error -> told.handleUnpackException(inWords(error)));
    }

    private Throwable inWords(Throwable error) {
        return switch (error) {
            case TooLargePackException _ ->
                    new IOException(
                            "a push may send at most %d bytes (FAIRLEAD_MAX_PUSH): push in parts, older commits first"
                                    .formatted(push));
            case TooLargeObjectInPackException _ ->
                    new IOException(
                            "a file may hold at most %d bytes (FAIRLEAD_MAX_OBJECT): take larger ones out of the commits, then push again"
                                    .formatted(object));
            default -> error;
        };
    }
}
