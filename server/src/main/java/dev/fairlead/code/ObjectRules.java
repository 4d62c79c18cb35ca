package dev.fairlead.code;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.GitmoduleEntry;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Refuses objects of a push that attack whoever checks them out or reads them, and lets in old
 * histories in whose lines nobody can repair. Stricter than git's own checks by default, and each
 * refusal is a sentence. One instance checks one push.
 */
final class ObjectRules extends ObjectChecker {
    private static final int LONGEST_SHOWN = 100;

    private final List<ObjectId> gitmodules = new ArrayList<>();

    ObjectRules() {
        setAllowInvalidPersonIdent(true);
        setIgnore(ErrorType.ZERO_PADDED_FILEMODE, true);
    }

    /** The blobs that trees of the push call {@code .gitmodules}. */
    List<ObjectId> gitmodules() {
        return gitmodules;
    }

    /** None for JGit to check: its own rules leave out some, and their words tell little. */
    @Override
    public List<GitmoduleEntry> getGitsubmodules() {
        return List.of();
    }

    @Override
    public void check(@Nullable AnyObjectId id, int type, byte[] raw)
            throws CorruptObjectException {
        try {
            super.check(id, type, raw);
            switch (type) {
                case Constants.OBJ_TREE -> checkNames(raw);
                case Constants.OBJ_COMMIT, Constants.OBJ_TAG -> checkText(raw);
                default -> {}
            }
        } catch (CorruptObjectException e) {
            throw refusal(id, e);
        }
    }

    private void checkNames(byte[] raw) throws CorruptObjectException {
        for (var at = 0; at < raw.length; ) {
            var mode = 0;
            for (; raw[at] != ' '; at++) {
                mode = (mode << 3) + raw[at] - '0';
            }
            var begin = ++at;
            while (raw[at] != 0) {
                at++;
            }
            var name = new String(raw, begin, at - begin, StandardCharsets.UTF_8);
            var why = EntryNames.refusal(name, mode);
            if (why != null) {
                throw new CorruptObjectException("the entry \"" + shown(name) + "\" " + why);
            }
            if (name.equals(".gitmodules")) {
                gitmodules.add(ObjectId.fromRaw(raw, at + 1));
            }
            at += 1 + Constants.OBJECT_ID_LENGTH;
        }
    }

    /** What shows a part only of a commit deceives its reader; so does a line that goes back. */
    private static void checkText(byte[] raw) throws CorruptObjectException {
        var inHead = true;
        for (var at = 0; at < raw.length; at++) {
            if (raw[at] == 0) {
                throw new CorruptObjectException(
                        "it has a NUL character, behind which git shows nothing");
            }
            if (inHead && raw[at] == '\r' && !isOfSignature(raw, at)) {
                throw new CorruptObjectException("a header line has a carriage return");
            }
            inHead = inHead && !(raw[at] == '\n' && at + 1 < raw.length && raw[at + 1] == '\n');
        }
    }

    /** Signatures have lines that begin with a space, and some signers end them with CR LF. */
    private static boolean isOfSignature(byte[] raw, int at) {
        if (at + 1 >= raw.length || raw[at + 1] != '\n') {
            return false;
        }
        var line = at;
        while (line > 0 && raw[line - 1] != '\n') {
            line--;
        }
        return raw[line] == ' ' || startsWith(raw, line, "gpgsig");
    }

    private static boolean startsWith(byte[] raw, int at, String word) {
        var bytes = word.getBytes(StandardCharsets.US_ASCII);
        for (var i = 0; i < bytes.length; i++) {
            if (at + i >= raw.length || raw[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** Without the error's type, so that what reads the pack says which object it is. */
    private static CorruptObjectException refusal(
            @Nullable AnyObjectId id, CorruptObjectException cause) {
        var text = String.valueOf(cause.getMessage());
        var end = id == null ? -1 : text.lastIndexOf(id.name() + ": ");
        var why = end < 0 ? text : text.substring(end + Constants.OBJECT_ID_STRING_LENGTH + 2);
        return new CorruptObjectException(why + ". Rewrite the commits without it.", cause);
    }

    private static String shown(String name) {
        var text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_SHOWN)
                .forEach(point -> {
                    if (Character.isLetterOrDigit(point) || (point > 31 && point < 127)) {
                        text.appendCodePoint(point);
                    } else {
                        text.append("\\u%04x".formatted(point));
                    }
                });
        return name.length() > LONGEST_SHOWN ? text + "…" : text.toString();
    }
}
