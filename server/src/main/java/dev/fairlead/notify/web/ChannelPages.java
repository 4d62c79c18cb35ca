package dev.fairlead.notify.web;

import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Project;
import dev.fairlead.issue.Projects;
import dev.fairlead.notify.ChannelKind;
import dev.fairlead.notify.Channels;
import dev.fairlead.problem.Problem;
import dev.fairlead.web.Flash;
import dev.fairlead.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The channels of a project, for who administers it. */
@Controller
@RequestMapping("/projects/{key}/channels")
class ChannelPages {
    private final Projects projects;
    private final Channels channels;
    private final ChannelViews views;

    ChannelPages(Projects projects, Channels channels, ChannelViews views) {
        this.projects = projects;
        this.channels = channels;
        this.views = views;
    }

    @GetMapping
    ModelAndView list(
            User user, @PathVariable String key, @RequestParam(defaultValue = "chat") String kind) {
        var chosen = ChannelKind.of(kind);
        return views.list(require(user, key), chosen, ChannelForms.fresh(chosen));
    }

    @PostMapping
    ModelAndView create(
            User user,
            @PathVariable String key,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        var project = require(user, key);
        var kind = ChannelKind.of(typed.getOrDefault("kind", ""));
        try {
            var made = channels.create(user, project, ChannelForms.draft(kind, null, typed));
            Flash.say(response, made.name() + " is told from now on. Send it a test.");
            return to(project, made.id(), "");
        } catch (Problem problem) {
            return refused(problem, typed, form -> views.list(project, kind, form));
        }
    }

    @GetMapping("/{id}")
    ModelAndView one(
            User user,
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam(defaultValue = "" + Long.MAX_VALUE) long before) {
        var project = require(user, key);
        var channel = channels.get(project, id);
        return views.one(project, channel, ChannelForms.of(channel), before);
    }

    @PostMapping("/{id}")
    ModelAndView change(
            User user,
            @PathVariable String key,
            @PathVariable long id,
            @RequestParam Map<String, String> typed,
            HttpServletResponse response) {
        var project = require(user, key);
        var channel = channels.get(project, id);
        try {
            var draft = ChannelForms.draft(channel.kind(), channel, typed);
            var changed = channels.change(user, project, channel, draft);
            Flash.say(response, changed.name() + " is changed.");
            return to(project, id, "");
        } catch (Problem problem) {
            return refused(
                    problem, typed, form -> views.one(project, channel, form, Long.MAX_VALUE));
        }
    }

    @PostMapping("/{id}/removal")
    ModelAndView remove(
            User user,
            @PathVariable String key,
            @PathVariable long id,
            HttpServletResponse response) {
        var project = require(user, key);
        var channel = channels.get(project, id);
        channels.delete(user, project, channel);
        Flash.say(response, channel.name() + " is gone, and so is its log.");
        return new ModelAndView("redirect:" + Channels.url(project.key()));
    }

    @PostMapping("/{id}/tests")
    ModelAndView test(User user, @PathVariable String key, @PathVariable long id) {
        var project = require(user, key);
        var sent = channels.test(user, project, channels.get(project, id));
        return to(project, id, "/deliveries/" + sent.id());
    }

    @GetMapping("/{id}/deliveries/{delivery}")
    ModelAndView delivery(
            User user,
            @PathVariable String key,
            @PathVariable long id,
            @PathVariable long delivery) {
        var project = require(user, key);
        var channel = channels.get(project, id);
        return views.delivery(project, channel, channels.delivery(channel, delivery));
    }

    @PostMapping("/{id}/deliveries/{delivery}/redelivery")
    ModelAndView redeliver(
            User user,
            @PathVariable String key,
            @PathVariable long id,
            @PathVariable long delivery) {
        var project = require(user, key);
        var sent = channels.redeliver(user, project, channels.get(project, id), delivery);
        return to(project, id, "/deliveries/" + sent.id());
    }

    private Project require(User user, String key) {
        return projects.require(user, key, Role.ADMINISTER);
    }

    private static ModelAndView refused(
            Problem problem, Map<String, String> typed, Function<Form, ModelAndView> page) {
        return RefusedForm.on(page, typed, problem, ChannelForms.field(problem, typed));
    }

    private static ModelAndView to(Project project, long channel, String below) {
        return new ModelAndView(
                "redirect:%s/%d%s".formatted(Channels.url(project.key()), channel, below));
    }
}
