package dev.fairlead.stash.web;

import dev.fairlead.identity.User;
import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What tools ask first: what they speak to. */
@Hidden
@RestController
@RequestMapping(Rest.API)
class ApplicationRest {
    /**
     * The last version whose clients ask for nothing that is not here: from 8.0.1 on they clone
     * without blobs, from 8.15.0 on they hand over merges to be done later.
     */
    private static final String VERSION = "7.21.0";

    /** All of it is text, also the numbers. */
    record Properties(String version, String buildNumber, String buildDate, String displayName) {}

    @GetMapping("/application-properties")
    Properties properties(User user) {
        return new Properties(VERSION, "7021000", "0", "Fairlead");
    }
}
