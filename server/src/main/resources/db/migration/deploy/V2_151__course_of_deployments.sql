-- A person aborted it: it ends as soon as no host is left in between.
alter table deployment add column aborting boolean not null default false;
-- The last batch of hosts that may begin where a person is asked for each.
alter table deployment add column let_through int not null default 1;
-- The hosts that were out of their pools when it began.
alter table deployment add column out_before text[] not null default '{}';
-- When it is to be looked at again though nothing happens: a pause between batches is over.
alter table deployment add column wake_at timestamptz;

create index deployment_to_wake on deployment (wake_at) where wake_at is not null;
