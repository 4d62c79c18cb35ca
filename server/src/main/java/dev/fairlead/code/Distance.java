package dev.fairlead.code;

/** How far apart two commits are; nobody counts beyond {@link #MOST}. */
public record Distance(int ahead, int behind) {
    public static final int MOST = 1_000;
}
