package dev.fairlead.code.web;

import dev.fairlead.code.Repository;
import java.util.List;

/** Branches and tags that lead to a page of theirs. */
public record RefLinks(List<Titled> lists) {
    /** A list with what it is of. */
    public record Titled(String title, List<Link> links) {}

    /** A name and where it leads. */
    public record Link(String name, String url) {}

    /**
     * @param page which page; of the path, {@code browse} or {@code commits}
     */
    static RefLinks of(
            Repository repository,
            String page,
            String path,
            List<String> branches,
            List<String> tags) {
        return new RefLinks(
                List.of(
                        titled("Branches", repository, page, path, branches),
                        titled("Tags", repository, page, path, tags)));
    }

    public boolean isEmpty() {
        return lists.stream().allMatch(list -> list.links().isEmpty());
    }

    private static Titled titled(
            String title, Repository repository, String page, String path, List<String> names) {
        return new Titled(
                title,
                names.stream()
                        .map(name -> new Link(name, url(repository, page, path, name)))
                        .toList());
    }

    private static String url(Repository repository, String page, String path, String name) {
        return page.equals("commits")
                ? Addresses.commits(repository, name, path)
                : Addresses.browse(repository, path, name);
    }
}
