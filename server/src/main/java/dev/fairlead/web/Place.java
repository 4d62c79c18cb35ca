package dev.fairlead.web;

/** Where a page stands: its project and the section of the top bar that it belongs to. */
public record Place(String projectKey, String projectName, Section section) {
    public String home() {
        return Section.LINE.url(projectKey);
    }
}
