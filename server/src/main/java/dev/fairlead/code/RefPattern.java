package dev.fairlead.code;

import dev.fairlead.issue.BranchPattern;
import org.eclipse.jgit.lib.Constants;

/** Which branches a rule speaks of, {@code release/*}, or which tags, {@code tag:v*}. */
public record RefPattern(boolean ofTags, BranchPattern names) {
    static final String TAG = "tag:";

    public static RefPattern of(String text) {
        var tags = text.startsWith(TAG);
        return new RefPattern(
                tags, BranchPattern.of("pattern", tags ? text.substring(TAG.length()) : text));
    }

    /** Whether it speaks of the ref of this full name. */
    public boolean matches(String ref) {
        var place = ofTags ? Constants.R_TAGS : Constants.R_HEADS;
        return ref.startsWith(place) && names.matches(ref.substring(place.length()));
    }

    @Override
    public String toString() {
        return (ofTags ? TAG : "") + names;
    }
}
