-- Where a branch or tag pointed before it was deleted or overwritten by force. A hidden ref holds
-- the tip for as long as a row names it.
create table git_lost_tip (
    id bigint generated always as identity primary key,
    repository_id bigint not null references git_repository,
    name text collate "C" not null,
    tip text not null,
    moved_to text,
    lost_by bigint references users,
    lost timestamptz not null,
    until timestamptz not null,
    unique (repository_id, name, tip)
);

create index git_lost_tip_until on git_lost_tip (until);
