package dev.fairlead.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordinatesTest {
    private static final Coordinates COORDINATES =
            new Coordinates(
                    List.of(
                            pom(
                                    "pom.xml",
                                    "<groupId>shop.x</groupId><artifactId>root</artifactId><packaging>pom</packaging>"),
                            pom(
                                    "orders/pom.xml",
                                    "<parent><groupId>shop.x</groupId></parent><artifactId>orders</artifactId>"),
                            pom(
                                    "api/pom.xml",
                                    "<parent><groupId>shop.x</groupId></parent><groupId>shop.api</groupId><artifactId>orders-1</artifactId>"),
                            pom(
                                    "odd/pom.xml",
                                    "<groupId>${g}</groupId><artifactId>odd</artifactId>")),
                    "1.1.0");

    @ParameterizedTest
    @CsvSource({
        "orders/target/orders-1.1.0.jar, shop/x/orders/1.1.0/orders-1.1.0.jar",
        "orders/target/orders-1.1.0-sources.jar, shop/x/orders/1.1.0/orders-1.1.0-sources.jar",
        "orders/target/orders-1.1.0-linux.tar.gz, shop/x/orders/1.1.0/orders-1.1.0-linux.tar.gz",
        "api/target/orders-1-1.1.0.jar, shop/api/orders-1/1.1.0/orders-1-1.1.0.jar",
        "orders/target/orders-1.1.0.1.jar, ",
        "orders/target/orders-1.0.0.jar, ",
        "orders/target/orders.jar, ",
        "odd/target/odd-1.1.0.jar, ",
        "readme.txt, ",
    })
    void aFilesNameTellsWhereItBelongs(String file, String path) {
        assertThat(
                        COORDINATES
                                .moduleOf(file)
                                .map(m -> COORDINATES.path(m, Coordinates.fileName(file)))
                                .orElse(null))
                .isEqualTo(path);
    }

    private static Pom pom(String path, String content) {
        return Pom.of(path, ("<project>" + content + "</project>").getBytes(UTF_8));
    }
}
