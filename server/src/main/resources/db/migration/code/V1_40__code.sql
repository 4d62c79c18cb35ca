-- Never used twice, also not after a rollback: what a server remembers of a version stays true.
create sequence git_version;

create table git_repository (
    id bigint generated always as identity primary key,
    project_id bigint not null,
    project_key text not null,
    slug text not null,
    default_branch text not null,
    created timestamptz not null default now(),
    version bigint not null default nextval('git_version'),
    prune_version bigint not null default 0,
    collect_at timestamptz,
    unique (project_key, slug)
);

create index git_repository_of_project on git_repository (project_id);
create index git_repository_to_collect on git_repository (collect_at) where collect_at is not null;

-- Git sorts names by byte.
create table git_ref (
    repository_id bigint not null references git_repository,
    name text collate "C" not null,
    target text,
    peeled text,
    symbolic text,
    made_by_server boolean not null default false,
    check ((target is null) <> (symbolic is null)),
    primary key (repository_id, name)
);

create table git_pack (
    repository_id bigint not null references git_repository,
    name text not null,
    source text not null,
    created timestamptz not null,
    objects bigint not null,
    deltas bigint not null,
    index_version int not null,
    files text not null,
    primary key (repository_id, name)
);

-- Replaced packs. Their files outlive their rows, because a reader may still want to open them.
create table git_pack_trash (
    repository_id bigint not null references git_repository,
    name text not null,
    files text not null,
    removed timestamptz not null default now(),
    primary key (repository_id, name)
);

-- Who moved which ref from where to where: the log of refs, with the authenticated pusher.
create table git_push (
    id bigint generated always as identity primary key,
    repository_id bigint not null references git_repository,
    pusher bigint references users,
    at timestamptz not null default now()
);

create index git_push_of_repository on git_push (repository_id, id);

create table git_push_ref (
    push_id bigint not null references git_push,
    name text collate "C" not null,
    old_id text,
    new_id text,
    primary key (push_id, name)
);

-- Every commit the repository ever got, and who brought it first; null for one that Fairlead made.
create table commit_pusher (
    repository_id bigint not null references git_repository,
    sha text not null,
    pusher bigint references users,
    primary key (repository_id, sha)
);

create table commit_status (
    repository_id bigint not null references git_repository,
    sha text not null,
    key text not null,
    state text not null,
    name text not null,
    url text not null,
    poster bigint references users,
    at timestamptz not null,
    primary key (repository_id, sha, key)
);

-- The branches that carry an issue's key. A row stays after its branch has gone.
create table issue_branch (
    issue text not null,
    repository_id bigint not null references git_repository,
    branch text not null,
    tip text not null,
    commits int not null,
    created timestamptz not null default now(),
    primary key (issue, repository_id, branch)
);
