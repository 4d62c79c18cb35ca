package orders;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private Orders orders;

    @BeforeEach
    void start() throws IOException {
        orders = new Orders(new InetSocketAddress("127.0.0.1", 0)).start();
    }

    @AfterEach
    void stop() {
        orders.stop();
    }

    @Test
    void isHealthy() throws Exception {
        assertEquals(200, get("/health").statusCode());
    }

    @Test
    void answersAQuote() throws Exception {
        assertEquals(200, get("/quotes?net=10.00").statusCode());
    }

    @Test
    void refusesWhatIsNoPrice() throws Exception {
        assertEquals(400, get("/quotes?net=ten").statusCode());
    }

    private HttpResponse<String> get(String path) throws Exception {
        var address = URI.create("http://127.0.0.1:" + orders.port() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    }
}
