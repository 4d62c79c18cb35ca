package dev.fairlead.plan;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the name of a container's image. */
final class ImageName {
    private static final int LONGEST = 255;

    /** Registry, path, tag and digest; above all nothing that an engine takes for an option. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]*");

    private ImageName() {}

    static String of(Node node) {
        var image = YamlScalars.text(node, "image", LONGEST);
        if (!NAME.matcher(image).matches()) {
            throw new PlanError(
                    node.getStartMark(),
                    "an image is named like maven:3.9-eclipse-temurin-25, found '" + image + "'");
        }
        return image;
    }
}
