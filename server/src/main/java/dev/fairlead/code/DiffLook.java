package dev.fairlead.code;

/**
 * How the reader wants to see diffs: handlers of pages with a diff take one.
 *
 * @param side side by side rather than lines below one another
 * @param here the address of the page, without the choice
 */
public record DiffLook(boolean side, String here) {
    /** The parameter of a page's address that chooses. */
    public static final String PARAMETER = "view";

    public static final String SIDE = "side";
    public static final String UNIFIED = "unified";

    public String unified() {
        return with(UNIFIED);
    }

    public String sideBySide() {
        return with(SIDE);
    }

    private String with(String choice) {
        return here + (here.contains("?") ? "&" : "?") + PARAMETER + "=" + choice;
    }
}
