-- The newest of a repository, and how many lie between two of its versions.
create index release_by_number on release (repository_id, major, minor, patch)
    where state = 'RELEASED';
