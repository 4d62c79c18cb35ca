-- Each declining and opening again, as the story of a pull request tells it. A merge stands in the
-- pull request itself.
create table pull_request_decision (
    id           bigint generated always as identity primary key,
    pull_request bigint      not null references pull_request,
    decision     text        not null check (decision in ('DECLINED', 'REOPENED')),
    decided_by   bigint      not null references users,
    at           timestamptz not null default now()
);
create index pull_request_decision_of on pull_request_decision (pull_request);
