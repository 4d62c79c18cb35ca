package dev.fairlead;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;

/**
 * The server: every page, the REST interface, git over HTTP, and every decision. Beans are named by
 * their full class, because every module has a right to short names of its own.
 */
@SpringBootApplication(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
public class FairleadServer {
    static void main(String[] args) {
        SpringApplication.run(FairleadServer.class, args);
    }
}
