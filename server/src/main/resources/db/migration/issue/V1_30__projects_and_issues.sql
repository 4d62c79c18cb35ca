create table project (
    id bigint generated always as identity primary key,
    key text collate "C" not null unique,
    name text not null,
    -- The number of the newest issue. Filing raises it in its own transaction, so that numbers have
    -- no gaps and two filings wait for each other.
    issues integer not null default 0,
    created timestamptz not null default now()
);

create table issue (
    id bigint generated always as identity primary key,
    project_id bigint not null references project,
    number integer not null,
    key text collate "C" not null unique,
    type text not null check (type in ('EPIC', 'STORY', 'BUG', 'TASK', 'SUB_TASK')),
    title text not null,
    description text not null,
    status text not null check (status in ('OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'DONE')),
    assignee bigint references users,
    reporter bigint not null references users,
    parent text collate "C" references issue (key),
    version integer not null default 1,
    created timestamptz not null,
    updated timestamptz not null,
    unique (project_id, number)
);

create index issue_of_parent on issue (parent) where parent is not null;
create index issue_of_assignee on issue (assignee) where assignee is not null and status <> 'DONE';
create index issue_in_flight on issue (project_id, updated) where status <> 'DONE';

create table issue_comment (
    id bigint generated always as identity primary key,
    issue_id bigint not null references issue,
    author bigint not null references users,
    text text not null,
    at timestamptz not null
);

create index issue_comment_of_issue on issue_comment (issue_id, id);
