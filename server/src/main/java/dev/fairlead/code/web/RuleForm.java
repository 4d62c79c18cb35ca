package dev.fairlead.code.web;

import dev.fairlead.code.BranchRule;
import dev.fairlead.code.BranchRuleJson;
import dev.fairlead.code.Permitted;
import dev.fairlead.code.RefVerb;
import dev.fairlead.web.Form;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A rule as the fields of a form: for each verb a choice, and names where it is a list. */
final class RuleForm {
    private static final String GROUP = "group:";

    private RuleForm() {}

    /** As a new rule begins: nothing is taken away. */
    static Form empty() {
        return Form.of(Map.of("pattern", ""));
    }

    static Form of(BranchRule rule) {
        var values = new LinkedHashMap<String, String>();
        values.put("pattern", rule.pattern().toString());
        if (rule.onlyByPullRequests()) {
            values.put("onlyByPullRequests", "on");
        }
        for (var verb : RefVerb.values()) {
            put(values, verb, BranchRuleJson.Who.of(rule.may(verb)));
        }
        return Form.of(values);
    }

    static BranchRule rule(Form form) {
        return new BranchRuleJson(
                        form.value("pattern").strip(),
                        !form.value("onlyByPullRequests").isEmpty(),
                        who(form, RefVerb.PUSH),
                        who(form, RefVerb.CREATE),
                        who(form, RefVerb.DELETE),
                        who(form, RefVerb.FORCE))
                .rule();
    }

    /** Whom a rule permits something, as its row shows it. */
    static String words(BranchRule rule, RefVerb verb, String projectKey) {
        var who = rule.may(verb).words(projectKey);
        return verb == RefVerb.PUSH
                        && rule.onlyByPullRequests()
                        && !(rule.may(verb) instanceof Permitted.Nobody)
                ? who + ", by pull requests"
                : who;
    }

    private static void put(Map<String, String> values, RefVerb verb, BranchRuleJson.Who who) {
        values.put(verb.word(), Objects.requireNonNull(who.who()));
        var names = new ArrayList<String>(Objects.requireNonNullElse(who.users(), List.of()));
        Objects.requireNonNullElse(who.groups(), List.<String>of())
                .forEach(group -> names.add(GROUP + group));
        values.put(verb.word() + ".names", String.join(", ", names));
    }

    private static BranchRuleJson.Who who(Form form, RefVerb verb) {
        var names =
                Arrays.stream(form.value(verb.word() + ".names").split("[,\\s]+"))
                        .filter(name -> !name.isEmpty())
                        .toList();
        return new BranchRuleJson.Who(
                form.value(verb.word()).isEmpty() ? "write" : form.value(verb.word()),
                names.stream().filter(name -> !name.startsWith(GROUP)).toList(),
                names.stream()
                        .filter(name -> name.startsWith(GROUP))
                        .map(name -> name.substring(GROUP.length()))
                        .toList());
    }
}
