package dev.fairlead.code.ssh;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks for: one of git's verbs and the repository. Read strictly, since it is the
 * only text of a stranger that SSH hands on; git quotes the path for a shell that is not there.
 */
record GitCommand(Verb verb, String project, String slug) {
    /** What git does at the other end. */
    enum Verb {
        UPLOAD_PACK,
        RECEIVE_PACK
    }

    private static final int LONGEST = 300;
    private static final Pattern FORM =
            Pattern.compile(
                    "git[- ](upload|receive)-pack '/?(?:scm/)?([A-Za-z][A-Za-z0-9_]{0,31})/([A-Za-z0-9][A-Za-z0-9.-]{0,70}?)(?:\\.git)?/?'");

    /** Empty for anything but git's own two commands on a path of a repository. */
    static Optional<GitCommand> of(String command) {
        if (command.length() > LONGEST) {
            return Optional.empty();
        }
        var form = FORM.matcher(command);
        if (!form.matches()) {
            return Optional.empty();
        }
        var verb = form.group(1).equals("upload") ? Verb.UPLOAD_PACK : Verb.RECEIVE_PACK;
        return Optional.of(
                new GitCommand(
                        verb,
                        form.group(2).toUpperCase(Locale.ROOT),
                        form.group(3).toLowerCase(Locale.ROOT)));
    }
}
