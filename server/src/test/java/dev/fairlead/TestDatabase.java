package dev.fairlead;

import dev.fairlead.platform.TestPostgres;
import java.util.concurrent.atomic.AtomicInteger;

/** Fresh databases of one PostgreSQL that is started once for all tests of this JVM. */
public final class TestDatabase {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** Makes an empty database and answers with its JDBC address. */
    public static String create() {
        return TestPostgres.create("test_" + COUNT.incrementAndGet());
    }
}
