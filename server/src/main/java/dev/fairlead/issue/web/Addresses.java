package dev.fairlead.issue.web;

import dev.fairlead.issue.IssueFilter;
import dev.fairlead.issue.Project;
import org.springframework.web.util.UriComponentsBuilder;

/** Addresses of lists with their filter. */
final class Addresses {
    private Addresses() {}

    static String list(Project project, IssueFilter filter, int offset) {
        return withFilter("/api/v1/projects/" + project.key() + "/issues", filter, offset);
    }

    static String page(Project project, IssueFilter filter, int offset) {
        return withFilter("/projects/" + project.key() + "/issues", filter, offset);
    }

    private static String withFilter(String path, IssueFilter filter, int offset) {
        var address = UriComponentsBuilder.fromPath(path);
        if (filter.status() != null) {
            address.queryParam("status", filter.status().words());
        }
        if (filter.type() != null) {
            address.queryParam("type", filter.type().words());
        }
        if (!filter.text().isEmpty()) {
            address.queryParam("q", "{text}");
        }
        address.queryParam("offset", offset);
        return address.encode().buildAndExpand(filter.text()).toUriString();
    }
}
