package dev.fairlead;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/**
 * The whole server in this JVM on a free port, with a real PostgreSQL and without local agents.
 * Classes that ask for the same share one server and one database, so a test makes its own users,
 * projects and names.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = FairleadServer.class, webEnvironment = WebEnvironment.DEFINED_PORT)
public @interface ModuleTest {}
