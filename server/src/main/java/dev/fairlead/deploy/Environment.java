package dev.fairlead.deploy;

/** Where releases of a repository run. Version counts the edits of its definition. */
public record Environment(
        long id, long projectId, String name, int version, Definition definition) {
    /** The path of its page, below its project's. */
    public String url(String projectKey) {
        return "/projects/" + projectKey + "/environments/" + name;
    }
}
