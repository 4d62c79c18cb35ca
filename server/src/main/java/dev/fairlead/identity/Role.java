package dev.fairlead.identity;

/** What a user may do in one project; each includes those before it. */
public enum Role {
    READ,
    WRITE,
    ADMINISTER
}
