package dev.fairlead.code;

import dev.fairlead.outbound.CallFailed;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;
import org.jspecify.annotations.Nullable;

/**
 * What another server says that it has.
 *
 * @param tips branches, tags and notes by full name; there are others, which mean nothing here
 * @param leftOut how many of those others there are
 * @param head the branch that its HEAD leads to, without {@code refs/heads/}; null if unknown
 */
record RemoteRefs(Map<String, String> tips, int leftOut, @Nullable String head) {
    private static final List<String> TAKEN =
            List.of(Constants.R_HEADS, Constants.R_TAGS, Constants.R_NOTES);
    private static final String SYMREF = "symref=HEAD:" + Constants.R_HEADS;
    private static final String PEELED = "^{}";

    /** Reads the advertisement of git-upload-pack in its first version. */
    static RemoteRefs read(InputStream in) throws IOException {
        var packets = new PacketLineIn(in);
        var tips = new LinkedHashMap<String, String>();
        var leftOut = 0;
        String head = null;
        var first = true;
        try {
            var line = packets.readString();
            if (line.startsWith("# service=")) {
                packets.readString();
                line = packets.readString();
            }
            for (; !PacketLineIn.isEnd(line); line = packets.readString()) {
                if (first) {
                    head = head(line);
                    first = false;
                }
                var name = name(line);
                if (TAKEN.stream().anyMatch(name::startsWith) && !name.endsWith(PEELED)) {
                    tips.put(name, id(line));
                    requireFew(tips.size());
                } else if (name.startsWith(Constants.R_REFS) && !name.endsWith(PEELED)) {
                    leftOut++;
                }
            }
        } catch (EOFException | CallFailed | ImportFailed e) {
            throw e;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException _) {
            // It breaks the rules of packets, of names or of ids.
            throw notGit();
        }
        return new RemoteRefs(tips, leftOut, tips.containsKey(full(head)) ? head : null);
    }

    static ImportFailed notGit() {
        return new ImportFailed(
                "The address does not answer as a git server. Give the address that git clone takes.");
    }

    private static String name(String line) {
        var end = line.indexOf('\0');
        return line.substring(Constants.OBJECT_ID_STRING_LENGTH + 1, end < 0 ? line.length() : end);
    }

    private static String id(String line) {
        return ObjectId.fromString(line.substring(0, Constants.OBJECT_ID_STRING_LENGTH)).name();
    }

    private static @Nullable String head(String line) throws ImportFailed {
        var begin = line.indexOf('\0');
        if (begin < 0) {
            return null;
        }
        String head = null;
        for (var capability : line.substring(begin + 1).split(" ")) {
            if (capability.startsWith("object-format=") && !capability.endsWith("=sha1")) {
                throw new ImportFailed(
                        "That repository names its objects by SHA-256, which Fairlead does not read.");
            }
            if (capability.startsWith(SYMREF)) {
                head = capability.substring(SYMREF.length());
            }
        }
        return head;
    }

    private static String full(@Nullable String branch) {
        return Constants.R_HEADS + branch;
    }

    private static void requireFew(int count) throws ImportFailed {
        if (count > PushRules.MOST_REFS) {
            throw new ImportFailed(
                    "That repository has more than %d branches and tags, which is the limit of an import. Push it in parts."
                            .formatted(PushRules.MOST_REFS));
        }
    }
}
