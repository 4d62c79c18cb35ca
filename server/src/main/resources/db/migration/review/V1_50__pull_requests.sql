create table pull_request (
    id            bigint generated always as identity primary key,
    repository_id bigint      not null references git_repository,
    number        int         not null,
    title         text        not null,
    description   text        not null,
    source        text        not null,
    target        text        not null,
    author        bigint      not null references users,
    state         text        not null default 'OPEN' check (state in ('OPEN', 'MERGED', 'DECLINED')),
    head          text        not null,
    issue         text,
    merge_commit  text,
    merged_by     bigint references users,
    created       timestamptz not null default now(),
    updated       timestamptz not null default now(),
    -- What the last look found, for lists that cannot look at every repository again.
    holder        text        not null default 'NOBODY',
    writers       bigint[]    not null default '{}',
    unique (repository_id, number),
    check ((state = 'MERGED') = (merge_commit is not null))
);
create unique index pull_request_one_open on pull_request (repository_id, source, target) where state = 'OPEN';
create index pull_request_of_issue on pull_request (issue);

create table pull_request_counter (
    repository_id bigint primary key references git_repository,
    last          int not null
);

-- Pull requests to look at again. Only inserts, so that whoever owes a look waits for nobody.
create table pull_request_recheck (
    id           bigint generated always as identity primary key,
    pull_request bigint not null references pull_request
);

create table approval (
    id           bigint generated always as identity primary key,
    pull_request bigint      not null references pull_request,
    user_id      bigint      not null references users,
    head         text        not null,
    at           timestamptz not null default now(),
    voided       timestamptz
);
create unique index approval_one_valid on approval (pull_request, user_id) where voided is null;

create table pull_request_comment (
    id           bigint generated always as identity primary key,
    pull_request bigint      not null references pull_request,
    author       bigint      not null references users,
    text         text        not null,
    at           timestamptz not null default now()
);
create index pull_request_comments on pull_request_comment (pull_request, id);
