-- A commit that a push brought and that no build was queued for yet.
create table build_owed (
    id bigint generated always as identity primary key,
    repository_id bigint not null,
    branch text not null,
    commit text not null,
    due timestamptz not null default now(),
    reason text not null default ''
);
create index on build_owed (due, id);
create index on build_owed (repository_id);

create sequence build_number;

create table build (
    id bigint primary key,
    repository_id bigint not null,
    kind text not null,
    branch text not null,
    commit text not null,
    version text,
    state text not null,
    attempt int not null default 1,
    job bigint unique,
    failure text not null default '',
    tests_passed int not null default 0,
    tests_failed int not null default 0,
    tests_skipped int not null default 0,
    queued timestamptz not null default now(),
    started timestamptz,
    finished timestamptz
);
create index on build (repository_id, commit, id);
create index on build (repository_id, branch, id);
create index on build (repository_id, id);

-- Every time a build was given to an agent; all but the last were lost.
create table build_attempt (
    build bigint not null references build,
    attempt int not null,
    job bigint not null unique,
    agent text,
    ended text not null default '',
    primary key (build, attempt)
);

create table build_step (
    build bigint not null references build,
    position int not null,
    name text not null,
    exit_code int not null,
    millis bigint not null,
    first_line bigint not null,
    primary key (build, position)
);

create table build_test (
    build bigint not null references build,
    position int not null,
    suite text not null,
    name text not null,
    verdict text not null,
    millis bigint not null,
    detail text not null,
    primary key (build, position)
);
create index on build_test (build) where verdict = 'FAILED';

create table build_artifact (
    build bigint not null references build,
    name text not null,
    sha256 text not null,
    size bigint not null,
    primary key (build, name)
);
