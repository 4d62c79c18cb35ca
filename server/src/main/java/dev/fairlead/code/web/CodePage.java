package dev.fairlead.code.web;

import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import java.util.List;

/** The repositories of a project. */
public record CodePage(
        Place place, List<RepositoryPage> repositories, boolean mayCreate, Form form) {}
