-- The SHA-256 of the token that an agent made for itself; null for an older one, which has none.
alter table agent add identity_sha256 text unique;
