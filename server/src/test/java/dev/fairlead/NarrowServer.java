package dev.fairlead;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/**
 * As {@link ModuleTest}, on a server that takes small pushes only and trusts a proxy on 127.0.0.2
 * and those of a network: what an administrator may set, as one may reach it in a test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ModuleTest
@TestPropertySource(
        properties = {
            "FAIRLEAD_MAX_PUSH=65536",
            "FAIRLEAD_MAX_OBJECT=16384",
            "FAIRLEAD_TRUSTED_PROXIES=127.0.0.2, 127.0.3.0/24"
        })
public @interface NarrowServer {}
