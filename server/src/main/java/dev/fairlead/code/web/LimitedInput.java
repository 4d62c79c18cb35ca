package dev.fairlead.code.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.errors.PackProtocolException;

/** Ends a question that goes on for ever, also one that was small while it was compressed. */
final class LimitedInput extends FilterInputStream {
    private final long limit;
    private long read;

    LimitedInput(InputStream in, long limit) {
        super(in);
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        return (int) counted(super.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        var count = super.read(bytes, offset, length);
        return (int) counted(count, count);
    }

    @Override
    public long skip(long count) throws IOException {
        var skipped = super.skip(count);
        return counted(skipped, skipped);
    }

    private long counted(long result, long bytes) throws IOException {
        if (result >= 0) {
            read += bytes;
            if (read > limit) {
                throw new PackProtocolException(
                        "The request is longer than " + limit + " bytes, which is the limit.");
            }
        }
        return result;
    }
}
