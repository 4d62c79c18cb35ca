create table timeline_event (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    issue text not null,
    actor text not null,
    kind text not null,
    text text not null,
    url text
);

create index timeline_event_of_issue on timeline_event (issue, id);

create sequence timeline_revision;

create table timeline_stop (
    issue text not null,
    stop text not null,
    state text not null,
    note text not null,
    url text,
    revision bigint not null,
    primary key (issue, stop)
);
