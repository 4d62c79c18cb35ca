-- What an administrator decided about an agent. A removed one keeps its row: jobs name it.
alter table agent add state text not null default 'enabled'
    check (state in ('enabled', 'drained', 'disabled', 'removed'));

-- What an agent ran, newest first.
create index job_of_agent on job (agent, id) where agent is not null;
