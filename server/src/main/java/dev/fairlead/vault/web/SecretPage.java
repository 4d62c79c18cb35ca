package dev.fairlead.vault.web;

import dev.fairlead.vault.Grants;
import dev.fairlead.vault.NamedSecret;
import dev.fairlead.vault.SecretPlace;
import dev.fairlead.web.Form;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the page of secrets shows: all but their values. */
public record SecretPage(SecretPlace at, List<NamedSecret> secrets, List<String> environments) {
    public Place place() {
        var project = at.project();
        return new Place(
                project.key(),
                project.name(),
                at.repository() == null ? Section.LINE : Section.CODE);
    }

    /** The form for a new secret, or filled with what is known of one that is to be changed. */
    Form form(String change) {
        return secrets.stream()
                .filter(secret -> secret.name().equals(change))
                .findFirst()
                .map(secret -> Form.of(typed(secret.name(), secret.grants())))
                .orElse(Form.empty());
    }

    static Map<String, String> typed(String name, Grants grants) {
        var typed = new HashMap<String, String>();
        typed.put("name", name);
        typed.put("releases", grants.releases() ? "true" : "");
        typed.put("schedules", grants.schedules() ? "true" : "");
        typed.put("environments", "");
        grants.environments().forEach(one -> typed.put(field(one), "true"));
        return typed;
    }

    /** The key of an environment's box in the form. */
    public static String field(String environment) {
        return "environment " + environment;
    }

    /** Whether the form changes one that is there. */
    public boolean isKnown(String name) {
        return secrets.stream().anyMatch(secret -> secret.name().equals(name));
    }
}
