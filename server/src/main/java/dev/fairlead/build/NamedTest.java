package dev.fairlead.build;

/** A test of a repository, whichever build ran it. */
public record NamedTest(long id, String suite, String name) {
    /**
     * {@code SearchTest.findsByCustomer}: the suite without its packages or folders, and the test;
     * only the test where it repeats its suite, as Jest's do.
     */
    public String title() {
        if (name.startsWith(suite)) {
            return name;
        }
        var file = suite.substring(suite.lastIndexOf('/') + 1);
        return file.substring(file.lastIndexOf('.') + 1) + "." + name;
    }
}
