package dev.fairlead.notify;

import dev.fairlead.build.BuildFinished;
import dev.fairlead.build.Turn;
import dev.fairlead.release.Released;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells of builds that break and are fixed, and of releases. */
@Component
class BuildNotices {
    private final Notices notices;
    private final BuildWords words;

    BuildNotices(Notices notices, BuildWords words) {
        this.notices = notices;
        this.words = words;
    }

    @EventListener
    void on(BuildFinished finished) {
        if (finished.turn() == Turn.BROKE || finished.turn() == Turn.FIXED) {
            var event =
                    finished.turn() == Turn.BROKE
                            ? NoticeEvent.BUILD_BROKE
                            : NoticeEvent.BUILD_FIXED;
            notices.tell(
                    finished.repository().projectId(),
                    event,
                    null,
                    () -> words.notice(event, finished.build(), finished.repository()));
        }
    }

    @EventListener
    void on(Released released) {
        notices.tell(
                released.repository().projectId(),
                NoticeEvent.RELEASED,
                null,
                () -> words.notice(released.release(), released.repository()));
    }
}
