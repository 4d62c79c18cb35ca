package dev.fairlead.browser;

import java.nio.file.Path;

/** A service so small that javac alone builds it: two addresses and one price. */
final class Orders {
    private Orders() {}

    static final String PIPELINE =
            """
            build:
              steps:
                - run: sh build.sh
              tests: [results/*.xml]
              artifacts: [orders.jar]
            release:
              steps:
                - run: sh build.sh
              tests: [results/*.xml]
              artifacts: [orders.jar]
            """;

    /** With what makes pages wrong: headings of all levels and a table as wide as a desk. */
    static final String README =
            """
            # Orders
            See [Prices](#prices).
            ## Prices
            | currency | digits after the point | settled after | by | told to | remark |
            |---|--:|---|---|---|---|
            | SEK | 2 | a day or two | `bankgiro-direct` | treasury@example.org | `nothing-unusual` |
            ### Prices
            """;

    static final String SERVICE =
            """
            import com.sun.net.httpserver.HttpServer;
            import java.net.InetSocketAddress;

            public class Orders {
                public static void main(String[] where) throws Exception {
                    var version = new String(Orders.class.getResourceAsStream("version").readAllBytes());
                    var server =
                            HttpServer.create(
                                    new InetSocketAddress(where[0], Integer.parseInt(where[1])), 0);
                    server.createContext("/", request -> {
                        request.sendResponseHeaders(200, version.length());
                        request.getResponseBody().write(version.getBytes());
                        request.close();
                    });
                    server.start();
                }
            }
            """;

    /** Checks the price, writes what JUnit would, and packs the service with its version. */
    static String build() {
        return """
        mkdir -p results out
        price=$(cat price)
        if [ "$price" = 125 ]; then failure=; count=0; else
          failure="<failure message='expected 125, was $price'>PriceTest.java:7</failure>"; count=1; fi
        echo "<testsuite name='PriceTest' tests='1' failures='$count'><testcase classname='PriceTest' name='addsTax' time='0.01'>$failure</testcase></testsuite>" > results/price.xml
        [ "$count" = 0 ] || { echo "PriceTest.addsTax: expected 125, was $price"; exit 1; }
        printf %%s "${FAIRLEAD_VERSION:-snapshot}" > out/version
        '%1$s/javac' -d out Orders.java
        '%1$s/jar' --create --file orders.jar --main-class Orders -C out .
        """
                .formatted(Path.of(System.getProperty("java.home"), "bin"));
    }
}
