package dev.fairlead.local;

/** What whoever typed the command reads. */
final class Say {
    private Say() {}

    @SuppressWarnings("SystemOut")
    static void line(String text) {
        System.out.println(text);
    }

    @SuppressWarnings("SystemOut")
    static void bytes(byte[] bytes, int offset, int length) {
        System.out.write(bytes, offset, length);
        System.out.flush();
    }

    static void error(String text) {
        System.err.println(text);
    }
}
