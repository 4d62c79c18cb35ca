package dev.fairlead.stash.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fairlead.issue.Project;

/** A project in Stash's words. */
record StashProject(
        long id,
        String key,
        String name,
        @JsonProperty("public") boolean isPublic,
        String type,
        Links links) {
    static StashProject of(Project project, String server) {
        return new StashProject(
                project.id(),
                project.key(),
                project.name(),
                false,
                "NORMAL",
                Links.self(server + "/projects/" + project.key()));
    }
}
