package dev.fairlead.code;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;

/** An import in the words of a push: what it asks for, and what it is answered. */
final class ImportPush {
    private static final String OK = "ok ";
    private static final String REFUSED = "ng ";
    private static final String UNPACK = "unpack ";

    private ImportPush() {}

    /** The request of a push that makes all refs, all of them or none. */
    static InputStream request(RemoteRefs refs, InputStream pack) throws IOException {
        var commands = new ByteArrayOutputStream();
        var packets = new PacketLineOut(commands);
        var first = true;
        for (var tip : refs.tips().entrySet()) {
            var line = ObjectId.zeroId().name() + " " + tip.getValue() + " " + tip.getKey();
            packets.writePacket(
                    (first ? line + "\0report-status atomic agent=fairlead" : line)
                            .getBytes(StandardCharsets.UTF_8));
            first = false;
        }
        packets.end();
        return new SequenceInputStream(new ByteArrayInputStream(commands.toByteArray()), pack);
    }

    /** Fails with the reason when the answer to a push says that it was refused. */
    static void requireTaken(byte[] answer) throws IOException {
        var packets = new PacketLineIn(new ByteArrayInputStream(answer));
        var taken = 0;
        try {
            for (var line = packets.readString();
                    !PacketLineIn.isEnd(line);
                    line = packets.readString()) {
                if (line.startsWith(UNPACK) && !line.equals(UNPACK + "ok")) {
                    throw refused(line.substring(UNPACK.length()));
                }
                if (line.startsWith(REFUSED) && !line.endsWith(" transaction aborted")) {
                    throw refused(line.substring(REFUSED.length()).replaceFirst(" ", ": "));
                }
                taken += line.startsWith(OK) ? 1 : 0;
            }
        } catch (PackProtocolException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
        if (taken == 0) {
            throw refused("nothing of it was taken");
        }
    }

    private static ImportFailed refused(String why) {
        return new ImportFailed("What came is refused: " + why.replaceAll("\\.+$", "") + ".");
    }
}
