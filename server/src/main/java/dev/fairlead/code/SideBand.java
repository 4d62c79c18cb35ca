package dev.fairlead.code;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The pack out of an answer of git-upload-pack, in which news and errors travel beside it. */
final class SideBand extends InputStream {
    private static final int HEADER = 4;
    private static final int LONGEST_SHOWN = 300;

    private final InputStream in;
    private int left;
    private boolean ended;

    SideBand(InputStream in) throws IOException {
        this.in = in;
        skipAcknowledgement();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (left == 0 && !ended) {
            next();
        }
        if (ended) {
            return -1;
        }
        var read = in.read(bytes, offset, Math.min(length, left));
        if (read < 0) {
            throw new EOFException("The answer breaks off");
        }
        left -= read;
        return read;
    }

    /** The client has nothing, so there is one word before the pack. */
    private void skipAcknowledgement() throws IOException {
        var text = new String(packet(length()), StandardCharsets.UTF_8);
        if (text.startsWith("ERR ")) {
            throw told(text.substring(HEADER));
        }
        if (!text.strip().equals("NAK")) {
            throw RemoteRefs.notGit();
        }
    }

    private void next() throws IOException {
        var length = length();
        if (length == 0) {
            ended = true;
            return;
        }
        var band = in.read();
        switch (band) {
            case 1 -> left = length - 1;
            case 2 -> packet(length - 1);
            case 3 -> throw told(new String(packet(length - 1), StandardCharsets.UTF_8));
            default -> throw RemoteRefs.notGit();
        }
    }

    /** The bytes of the packet that follows; 0 where the answer ends. */
    private int length() throws IOException {
        var header = new String(in.readNBytes(HEADER), StandardCharsets.US_ASCII);
        if (!header.matches("[0-9a-f]{4}")) {
            throw header.length() < HEADER
                    ? new EOFException("The answer breaks off")
                    : RemoteRefs.notGit();
        }
        var length = Integer.parseInt(header, 16);
        if (length != 0 && length <= HEADER) {
            throw RemoteRefs.notGit();
        }
        return Math.max(0, length - HEADER);
    }

    private byte[] packet(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer breaks off");
        }
        return bytes;
    }

    private static ImportFailed told(@Nullable String text) {
        var words = String.valueOf(text).replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return new ImportFailed(
                "The other server says: "
                        + words.substring(0, Math.min(LONGEST_SHOWN, words.length())));
    }
}
