package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import dev.fairlead.web.Place;
import java.util.List;

/** What can be restored, and whether the reader may do it. */
public record RestorablePage(
        Place place, Repository repository, List<RestorableRow> rows, boolean mayRestore) {}
