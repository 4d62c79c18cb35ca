package dev.fairlead.deploy;

import java.time.Instant;

/** Something that was put right while a step ran on a host, in a sentence. */
public record Remark(String host, String step, String sentence, Instant at) {}
