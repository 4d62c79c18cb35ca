-- Grows with every change of title, description, target, reviewers or state: who changes one of
-- them says which version was looked at.
alter table pull_request add column version int not null default 0;

create table pull_request_reviewer (
    pull_request bigint      not null references pull_request,
    user_id      bigint      not null references users,
    since        timestamptz not null default now(),
    primary key (pull_request, user_id)
);
create index pull_request_reviews_of on pull_request_reviewer (user_id);

alter table pull_request_comment
    add column version int not null default 0,
    add column edited  timestamptz;

create index pull_request_latest on pull_request (repository_id, updated desc, id desc);
