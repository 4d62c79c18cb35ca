package dev.fairlead.web;

import java.util.Map;

/** Adds what a downstream module knows about an issue to the issue's REST answer. */
public interface IssueDetail {
    /** Named JSON values, such as {@code branches}; the reader may read the issue already. */
    Map<String, ?> detail(String issueKey);
}
