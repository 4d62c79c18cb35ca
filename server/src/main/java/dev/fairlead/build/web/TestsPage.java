package dev.fairlead.build.web;

import dev.fairlead.build.BuildResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tests of a build.
 *
 * @param failed all that failed, the new ones first; only on the first part
 * @param others a part of those that did not
 * @param next the address of the next part; null for none
 */
public record TestsPage(
        BuildPage page,
        List<Broke.FailingTest> failed,
        List<BuildResults.Test> others,
        @Nullable String next) {}
