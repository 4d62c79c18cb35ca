package dev.fairlead.notify;

/** A mail as it is owed: its subject on the first line, then its text with one link. */
final class MailWords {
    private static final int LONGEST_DETAIL = 4_000;

    /** A mail's two parts. */
    record Mail(String subject, String text) {}

    private MailWords() {}

    static String of(Notice notice) {
        var detail = notice.detail().strip();
        var cut =
                detail.length() > LONGEST_DETAIL
                        ? detail.substring(0, LONGEST_DETAIL) + "…"
                        : detail;
        return "[%s] %s\n%s.\n%s\n%s\n"
                .formatted(
                        notice.project(),
                        ChatWords.line(notice.what(), 200),
                        ChatWords.line(notice.what()),
                        cut.isEmpty() ? "" : "\n" + cut + "\n",
                        notice.link().url());
    }

    static Mail read(String body) {
        var end = body.indexOf('\n');
        return new Mail(body.substring(0, end), body.substring(end + 1));
    }
}
