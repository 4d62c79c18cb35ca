package dev.fairlead.deploy.web;

import dev.fairlead.deploy.Definition.Kind;
import dev.fairlead.deploy.EnvironmentFiles;
import dev.fairlead.identity.Access;
import dev.fairlead.identity.Role;
import dev.fairlead.identity.User;
import dev.fairlead.issue.Projects;
import dev.fairlead.web.Place;
import dev.fairlead.web.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;

/** The board of environments: of one project, and of all that the user may see. */
@Controller
class BoardPages {
    private final Boards boards;
    private final Projects projects;
    private final EnvironmentFiles files;
    private final Access access;

    BoardPages(Boards boards, Projects projects, EnvironmentFiles files, Access access) {
        this.boards = boards;
        this.projects = projects;
        this.files = files;
        this.access = access;
    }

    @GetMapping("/projects/{key}/environments")
    ModelAndView page(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return new ModelAndView(
                "deploy/environments",
                Map.of(
                        "place", new Place(project.key(), project.name(), Section.ENVIRONMENTS),
                        "board", boards.of(project),
                        "file", files.of(project),
                        "mayEdit", access.may(user, project.id(), Role.ADMINISTER)));
    }

    /** The board alone; its page asks for it again and again. */
    @GetMapping("/projects/{key}/environment-board")
    ModelAndView board(User user, @PathVariable String key) {
        var project = projects.require(user, key, Role.READ);
        return new ModelAndView("deploy/board-live", Map.of("board", boards.of(project)));
    }

    @GetMapping("/environments")
    ModelAndView all(User user) {
        return all("deploy/everything", user);
    }

    @GetMapping("/environment-board")
    ModelAndView allAgain(User user) {
        return all("deploy/everything-live", user);
    }

    private ModelAndView all(String template, User user) {
        var views =
                boards.of(projects.visibleTo(user)).stream()
                        .filter(board -> !board.isEmpty())
                        .toList();
        return new ModelAndView(template, Map.of("boards", views, "kinds", kinds(views)));
    }

    private static List<Kind> kinds(List<BoardView> views) {
        return Arrays.stream(Kind.values())
                .filter(kind -> views.stream().anyMatch(view -> !view.of(kind).isEmpty()))
                .toList();
    }
}
