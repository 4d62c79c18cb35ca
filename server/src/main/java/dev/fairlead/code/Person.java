package dev.fairlead.code;

/** A name and address as git holds them: data that anybody could have typed, never identity. */
public record Person(String name, String email) {}
