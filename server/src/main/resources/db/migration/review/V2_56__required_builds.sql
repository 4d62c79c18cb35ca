-- Builds that must be green before a merge. A repository without any requires Fairlead's own.
create table required_build (
    repository_id bigint not null references git_repository,
    key text not null,
    -- Whose word counts; none for Fairlead's own builds.
    posters bigint[] not null,
    primary key (repository_id, key)
);
