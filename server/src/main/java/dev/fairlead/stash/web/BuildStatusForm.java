package dev.fairlead.stash.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fairlead.code.CommitStatus;
import dev.fairlead.code.CommitStatus.State;
import dev.fairlead.code.CommitStatus.Tests;
import dev.fairlead.platform.Settings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A build status as Stash words it; what was not said is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BuildStatusForm(
        String state,
        String key,
        String name,
        String url,
        String description,
        long dateAdded,
        @Nullable String buildNumber,
        @Nullable Long duration,
        @Nullable String ref,
        @Nullable String parent,
        @Nullable Tests testResults) {
    /** How many builds are in which state. */
    record Stats(int successful, int inProgress, int failed) {
        static Stats of(List<CommitStatus> statuses) {
            return new Stats(
                    count(statuses, State.SUCCESSFUL),
                    count(statuses, State.IN_PROGRESS),
                    count(statuses, State.FAILED));
        }

        private static int count(List<CommitStatus> statuses, State state) {
            return (int) statuses.stream().filter(status -> status.state() == state).count();
        }
    }

    static BuildStatusForm of(CommitStatus status, Settings settings) {
        var more = status.more();
        return new BuildStatusForm(
                word(status.state()),
                status.key(),
                status.name(),
                status.url().startsWith("/") ? settings.baseUrl() + status.url() : status.url(),
                more.description(),
                status.at().toEpochMilli(),
                more.buildNumber(),
                more.duration() == null ? null : more.duration().toMillis(),
                more.ref(),
                more.parent(),
                more.tests());
    }

    private static String word(State state) {
        return state == State.IN_PROGRESS ? "INPROGRESS" : state.name();
    }
}
