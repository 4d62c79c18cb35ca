-- What people decided about a deployment while it was under way or after it had failed; of the whole
-- deployment where no host is named.
create table deployment_decision (
    id bigint generated always as identity primary key,
    deployment_id bigint not null references deployment,
    at timestamptz not null default now(),
    decided_by bigint not null references users,
    decision text not null,
    host text not null
);
create index deployment_decision_of on deployment_decision (deployment_id, id);
