package dev.fairlead.outbound;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

/** Counts the bytes of an answer and ends it at its limit; tells failures in sentences. */
final class ReplyBody extends FilterInputStream {
    private final Call call;
    private final Function<IOException, CallFailed> words;
    private long count;

    ReplyBody(InputStream in, Call call, Function<IOException, CallFailed> words) {
        super(in);
        this.call = call;
        this.words = words;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = in.read(bytes, offset, length);
        } catch (IOException e) {
            throw words.apply(e);
        }
        count += Math.max(0, read);
        if (count > call.mostBytes()) {
            throw new CallFailed(
                    "%s answered with more than %d bytes, which is the limit."
                            .formatted(call.url().getHost(), call.mostBytes()),
                    null);
        }
        return read;
    }

    /** Whoever reads it has no business with the connection, which {@link Reply} ends. */
    @Override
    public void close() {}
}
