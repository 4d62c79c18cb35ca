package dev.fairlead.blob;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Component;

/**
 * The one blob store: bytes addressed by their SHA-256, and named immutable files (git packs).
 * Written to a temporary name, synced, renamed, the folder synced, before any row names them.
 */
@Component
public class Blobs {
    /**
     * Stores the stream; the same bytes twice are one blob.
     *
     * @throws dev.fairlead.problem.Problem 413 naming the limit when the stream is longer
     */
    public Blob store(InputStream bytes, long limit) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Opens a blob. */
    public InputStream open(String sha256) throws IOException {
        throw new UnsupportedOperationException();
    }

    public boolean exists(String sha256) {
        throw new UnsupportedOperationException();
    }
}
