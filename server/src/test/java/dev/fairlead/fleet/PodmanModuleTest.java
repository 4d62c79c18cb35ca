package dev.fairlead.fleet;

/** Containers of podman. */
class PodmanModuleTest extends ContainersStory {
    PodmanModuleTest() {
        super("podman");
    }
}
