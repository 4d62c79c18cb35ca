package dev.fairlead;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server: every page, the REST interface, git over HTTP, and every decision. */
@SpringBootApplication
public class FairleadServer {
    static void main(String[] args) {
        SpringApplication.run(FairleadServer.class, args);
    }
}
