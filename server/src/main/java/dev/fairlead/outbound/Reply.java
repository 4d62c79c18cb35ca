package dev.fairlead.outbound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** What came back, its body still to be read. Closing it hangs up, whatever is left. */
public final class Reply implements AutoCloseable {
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    private final Deadline deadline;
    private final InputStream body;

    Reply(Call call, HttpUriRequestBase request, ClassicHttpResponse response, Deadline deadline)
            throws IOException {
        this.request = request;
        this.response = response;
        this.deadline = deadline;
        var entity = response.getEntity();
        var in = entity == null ? null : entity.getContent();
        this.body =
                new ReplyBody(
                        in == null ? InputStream.nullInputStream() : in,
                        call,
                        failure -> Failures.of(call, deadline, failure));
    }

    public int status() {
        return response.getCode();
    }

    /** The first header of this name. */
    public Optional<String> header(String name) {
        var header = response.getFirstHeader(name);
        return header == null ? Optional.empty() : Optional.of(String.valueOf(header.getValue()));
    }

    /** The body as it was sent; reading fails with {@link CallFailed} at the call's limits. */
    public InputStream body() {
        return body;
    }

    /** The beginning of the body, however it goes on or breaks off. */
    public byte[] beginning(int atMost) {
        var begun = new ByteArrayOutputStream();
        var buffer = new byte[Math.min(atMost, 8 << 10)];
        try {
            for (int read; begun.size() < atMost; ) {
                read = body.read(buffer, 0, Math.min(buffer.length, atMost - begun.size()));
                if (read < 0) {
                    break;
                }
                begun.write(buffer, 0, read);
            }
        } catch (IOException _) {
            // What came until then is what there is to show.
        }
        return begun.toByteArray();
    }

    @Override
    public void close() {
        deadline.close();
        // First, because closing alone would read on to the end of an endless body.
        request.cancel();
        try {
            response.close();
        } catch (IOException _) {
            // It was hung up.
        }
    }
}
