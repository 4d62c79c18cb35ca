-- Each poster has a status of its own per key: nobody overwrites what another said.
alter table commit_status
    drop constraint commit_status_pkey,
    add column description text not null default '',
    add column build_number text,
    add column duration_ms bigint,
    add column ref text,
    add column parent text,
    add column tests_passed int,
    add column tests_failed int,
    add column tests_skipped int;
create unique index commit_status_of_poster
    on commit_status (repository_id, sha, key, coalesce(poster, 0));
create index commit_status_of_commit on commit_status (sha);

create index commit_pusher_of_commit on commit_pusher (sha);

-- What was said of commits that nobody has pushed yet. It moves to commit_status when they arrive.
create table awaited_status (
    sha text not null,
    key text not null,
    poster bigint not null references users,
    state text not null,
    name text not null,
    url text not null,
    at timestamptz not null,
    description text not null,
    build_number text,
    duration_ms bigint,
    ref text,
    parent text,
    tests_passed int,
    tests_failed int,
    tests_skipped int,
    primary key (sha, key, poster)
);
create index awaited_status_of_poster on awaited_status (poster);
create index awaited_status_by_age on awaited_status (at);
