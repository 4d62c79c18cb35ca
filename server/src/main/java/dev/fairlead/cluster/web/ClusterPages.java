package dev.fairlead.cluster.web;

import dev.fairlead.cluster.Cluster;
import dev.fairlead.cluster.ClusterDraft;
import dev.fairlead.cluster.Clusters;
import dev.fairlead.identity.User;
import dev.fairlead.platform.Settings;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The cluster of a pool as a page, for administrators. */
@Controller
@RequestMapping("/pools/{name}/kubernetes")
class ClusterPages {
    private final Clusters clusters;
    private final Settings settings;

    ClusterPages(Clusters clusters, Settings settings) {
        this.clusters = clusters;
        this.settings = settings;
    }

    @GetMapping
    String page(User user, @PathVariable String name, Model model) {
        var cluster = clusters.find(user, name).orElse(null);
        return page(name, cluster, Form.of(values(cluster)), model);
    }

    @PostMapping
    String put(
            User user,
            @PathVariable String name,
            @RequestParam Map<String, String> typed,
            Model model,
            HttpServletResponse response) {
        var cluster = clusters.find(user, name).orElse(null);
        var form = Form.of(typed);
        try {
            clusters.put(user, name, draft(form));
        } catch (Problem problem) {
            response.setStatus(problem.status());
            return page(name, cluster, form.refused(problem), model);
        }
        Flash.say(response, "The cluster answers; jobs of pool %s run there.".formatted(name));
        return "redirect:/pools/" + name + "/kubernetes";
    }

    @PostMapping("/removal")
    String remove(User user, @PathVariable String name, HttpServletResponse response) {
        clusters.remove(user, name);
        Flash.say(response, "Jobs of pool %s wait for agents again.".formatted(name));
        return "redirect:/pools/" + name;
    }

    private static ClusterDraft draft(Form form) {
        return new ClusterDraft(
                form.value("api"),
                form.value("namespace"),
                form.value("image"),
                form.value("server"),
                form.value("certificate"),
                form.value("token"),
                number(form.value("most")));
    }

    private static int number(String typed) {
        try {
            return typed.isBlank() ? ClusterDraft.USUAL : Integer.parseInt(typed.strip());
        } catch (NumberFormatException _) {
            throw Problem.invalid("most", "most: is a number, and was \"%s\".".formatted(typed));
        }
    }

    private Map<String, String> values(@Nullable Cluster cluster) {
        if (cluster == null) {
            return Map.of("server", settings.baseUrl().toString(), "namespace", "fairlead");
        }
        var values = new HashMap<String, String>();
        values.put("api", cluster.api());
        values.put("namespace", cluster.namespace());
        values.put("image", cluster.image());
        values.put("server", cluster.server());
        values.put("certificate", Objects.requireNonNullElse(cluster.certificate(), ""));
        values.put("most", Integer.toString(cluster.most()));
        return values;
    }

    private static String page(String pool, @Nullable Cluster cluster, Form form, Model model) {
        model.addAttribute("pool", pool);
        model.addAttribute("cluster", cluster);
        model.addAttribute("form", form);
        return "cluster/cluster";
    }
}
