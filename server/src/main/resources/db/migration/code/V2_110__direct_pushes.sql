-- The latest move of a repository's default branch that no pull request made: what was granted to
-- the branch before it was granted to something else.
create table direct_push (
    repository_id bigint primary key references git_repository,
    pushed_by bigint not null references users,
    at timestamptz not null
);
