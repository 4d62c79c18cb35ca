package dev.fairlead.code;

/** A git repository of a project. Slug is lower-case letters, digits, dots, dashes; 64 at most. */
public record Repository(
        long id, long projectId, String projectKey, String slug, String defaultBranch) {
    /** The path of its pages. */
    public String url() {
        return "/projects/" + projectKey + "/repositories/" + slug;
    }

    /** The path that git clones from, below the server's address. */
    public String clonePath() {
        return "/scm/" + projectKey + "/" + slug + ".git";
    }

    /** The same with another default branch, as an import into it has. */
    Repository withDefaultBranch(String branch) {
        return new Repository(id, projectId, projectKey, slug, branch);
    }

    @Override
    public String toString() {
        return projectKey + "/" + slug;
    }
}
