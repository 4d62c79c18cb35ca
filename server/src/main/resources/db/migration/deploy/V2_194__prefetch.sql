-- What was brought to a host before anybody promoted it: the latest release that was, and how that
-- stands. A row counts for the version of the definition that it was asked by.
create table prefetch (
    environment_id bigint not null references environment,
    host text not null,
    environment_version int not null,
    version text not null,
    sha256 text not null,
    job bigint not null unique,
    state text not null default 'ASKED' check (state in ('ASKED', 'THERE', 'FAILED')),
    note text not null default '',
    asked timestamptz not null default clock_timestamp(),
    ended timestamptz,
    primary key (environment_id, host)
);
