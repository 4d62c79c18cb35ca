package dev.fairlead.demo;

import java.nio.file.Path;

/** A host of the demo's cluster: a folder and a port on this machine. */
public record Host(String name, Path folder, int port) {}
