package dev.fairlead.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersTest {
    @TempDir Path folder;

    @Test
    void copiesTheServiceWithItsOwnWrapper() throws IOException {
        Orders.copyTo(folder.resolve("orders"));
        assertThat(folder.resolve("orders/fairlead.yml")).exists();
        assertThat(folder.resolve("orders/src/main/java/orders/Quote.java")).exists();
        assertThat(folder.resolve("orders/mvnw")).isExecutable();
    }

    @Test
    void eachChangeAppliesOnTheOneBefore() throws IOException {
        var orders = folder.resolve("orders");
        Orders.copyTo(orders);
        var git = new Git(orders, new Api(URI.create("http://127.0.0.1:1"), "developer", "unused"));
        git.run("init", "--quiet");
        git.run("add", "--all");
        git.run("commit", "--quiet", "--message", "Begin");
        for (var change : List.of("1-say-the-version", "2-show-vat", "3-round-to-even")) {
            git.run("apply", Orders.patch(change, folder).toString());
            git.run("commit", "--quiet", "--all", "--message", change);
        }
        assertThat(Files.readString(orders.resolve("src/main/java/orders/Quote.java")))
                .contains("HALF_EVEN")
                .contains("vat");
    }

    @Test
    void gitKeepsThePasswordOutOfItsArguments() throws IOException {
        var git =
                new Git(
                        folder,
                        new Api(URI.create("http://127.0.0.1:1"), "developer", "open sesame"));
        assertThat(git.ask("config", "--get", "http.extraHeader").text())
                .startsWith("Authorization: Basic ");
        assertThat(git.ask("config", "--list", "--local").text()).doesNotContain("Authorization");
    }
}
