package dev.fairlead.agent.check;

/** What one look found, in words. */
public record Finding(boolean passed, String found) {
    private static final int LONGEST = 300;

    public Finding {
        found = plain(found, LONGEST);
    }

    public static Finding passed(String found) {
        return new Finding(true, found);
    }

    public static Finding failed(String found) {
        return new Finding(false, found);
    }

    /** On one line, without control characters, and no longer than this. */
    static String plain(String text, int most) {
        var cut = text.length() > most ? text.substring(0, most) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }
}
