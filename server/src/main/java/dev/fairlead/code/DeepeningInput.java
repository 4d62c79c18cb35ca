package dev.fairlead.code;

import dev.fairlead.code.store.GitRepository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a client asks, with {@code fetch --deepen=n} said as JGit understands it. JGit knows a depth
 * counted from what is wanted and none counted from where the client's history ends, so a question
 * that deepens is held back until its end and its depth counted anew.
 */
final class DeepeningInput extends InputStream {
    private static final int LONGEST_HELD_BACK = 8 << 20;
    private static final int HEADER = 4;
    private static final String END = "0000";
    private static final String DEPTH = "deepen ";
    private static final String RELATIVE = "deepen-relative";

    private final InputStream in;
    private final GitRepository git;
    private final Set<ObjectId> shallow = new HashSet<>();
    private byte[] ready = {};
    private int at;

    DeepeningInput(InputStream in, GitRepository git) {
        this.in = in;
        this.git = git;
    }

    @Override
    public int read() throws IOException {
        return fill() ? ready[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        var count = Math.min(length, ready.length - at);
        System.arraycopy(ready, at, bytes, offset, count);
        at += count;
        return count;
    }

    private boolean fill() throws IOException {
        if (at == ready.length) {
            at = 0;
            ready = next();
        }
        return ready.length > 0;
    }

    /** The next packet, or from one that deepens all the rest of its question; empty at the end. */
    private byte[] next() throws IOException {
        var packet = packet();
        var text = text(packet);
        if (text.startsWith("shallow ")) {
            shallow.add(id(text));
        } else if (text.equals(END)) {
            shallow.clear();
        } else if (text.startsWith(DEPTH)) {
            return counted(question(packet));
        }
        return packet;
    }

    private List<byte[]> question(byte[] first) throws IOException {
        var packets = new ArrayList<byte[]>();
        var bytes = 0L;
        for (var packet = first; packet.length > 0; packet = packet()) {
            packets.add(packet);
            bytes += packet.length;
            if (bytes > LONGEST_HELD_BACK) {
                throw new PackProtocolException(
                        "A request that deepens may have %d bytes, this one has more. Use --unshallow."
                                .formatted(LONGEST_HELD_BACK));
            }
            if (text(packet).equals(END)) {
                break;
            }
        }
        return packets;
    }

    private byte[] counted(List<byte[]> packets) throws IOException {
        var texts = packets.stream().map(DeepeningInput::text).toList();
        var question = new ByteArrayOutputStream();
        if (!texts.contains(RELATIVE)) {
            packets.forEach(question::writeBytes);
        } else {
            var wants = new ArrayList<ObjectId>();
            for (var text : texts) {
                if (text.startsWith("shallow ")) {
                    shallow.add(id(text));
                } else if (text.startsWith("want ")) {
                    wants.add(id(text));
                }
            }
            var depth = number(texts.getFirst()) + Depths.deepest(git, wants, shallow);
            var whole = DEPTH + Math.min(depth, Integer.MAX_VALUE);
            question.writeBytes(
                    "%04x%s"
                            .formatted(HEADER + whole.length(), whole)
                            .getBytes(StandardCharsets.US_ASCII));
            for (var i = 1; i < packets.size(); i++) {
                if (!texts.get(i).equals(RELATIVE)) {
                    question.writeBytes(packets.get(i));
                }
            }
        }
        shallow.clear();
        return question.toByteArray();
    }

    /** With its header. What is no packet goes on as it is, to whoever tells the client. */
    private byte[] packet() throws IOException {
        var header = in.readNBytes(HEADER);
        int length;
        try {
            length = Integer.parseInt(new String(header, StandardCharsets.US_ASCII), 16);
        } catch (NumberFormatException e) {
            return header;
        }
        var packet = new ByteArrayOutputStream();
        packet.writeBytes(header);
        packet.writeBytes(in.readNBytes(Math.max(0, length - HEADER)));
        return packet.toByteArray();
    }

    private static String text(byte[] packet) {
        var text = new String(packet, StandardCharsets.ISO_8859_1);
        return text.length() <= HEADER ? text : text.substring(HEADER).stripTrailing();
    }

    private static ObjectId id(String text) throws PackProtocolException {
        try {
            var from = text.indexOf(' ') + 1;
            return ObjectId.fromString(text.substring(from, from + 40));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new PackProtocolException("not an object's name: " + text, e);
        }
    }

    private static long number(String text) throws PackProtocolException {
        try {
            return Math.max(0, Integer.parseInt(text.substring(DEPTH.length())));
        } catch (NumberFormatException e) {
            throw new PackProtocolException("not a depth: " + text, e);
        }
    }
}
