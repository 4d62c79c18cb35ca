create table release (
    id             bigint generated always as identity primary key,
    repository_id  bigint      not null references git_repository,
    project_id     bigint      not null,
    version        text        not null,
    major          int         not null,
    minor          int         not null,
    patch          int         not null,
    state          text        not null default 'BUILDING' check (state in ('BUILDING', 'RELEASED', 'FAILED')),
    issue          text,
    pull_request   bigint      not null unique references pull_request,
    merge_commit   text        not null,
    release_commit text,
    build          bigint,
    failure        text        not null default '',
    created        timestamptz not null default now(),
    released       timestamptz,
    unique (repository_id, version)
);
create index release_building on release (id) where state = 'BUILDING';
create index release_of_project on release (project_id, id);
create index release_of_issue on release (issue);

create table release_artifact (
    release    bigint  not null references release,
    position   int     not null,
    project_id bigint  not null,
    name       text    not null,
    sha256     text    not null,
    sha1       text    not null,
    md5        text    not null,
    size       bigint  not null,
    path       text,
    is_primary boolean not null,
    primary key (release, position),
    unique (release, name),
    -- What Maven has once fetched from an address never becomes anything else.
    unique (project_id, path)
);
