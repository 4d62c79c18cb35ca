package dev.fairlead.code.web;

import dev.fairlead.web.Place;
import gg.jte.Content;
import org.jspecify.annotations.Nullable;

/** A folder: its entries, and its README. */
public record FolderPage(Place place, Spot spot, Entries entries, @Nullable Content readme) {}
