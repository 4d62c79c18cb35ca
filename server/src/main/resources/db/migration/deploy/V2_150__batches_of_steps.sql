-- A step may be one of several of its name, belongs to a batch of hosts (0: it comes before or after
-- all of them), and may be of the whole deployment or batch: its host is then ''.
alter table deployment_step add column part int not null default 0;
alter table deployment_step add column batch int not null default 0;

-- Until now a batch was only a number of hosts at a time.
update deployment_step s
set batch = 1 + s.position / greatest(1, coalesce((v.definition #>> '{rolling,batch}')::int, 1))
from deployment d
    join environment_version v
        on v.environment_id = d.environment_id and v.version = d.environment_version
where d.id = s.deployment_id and s.name not in ('FETCH', 'CONFIRM');

alter table deployment_step
    drop constraint deployment_step_deployment_id_host_name_attempt_key;
alter table deployment_step
    add constraint deployment_step_once unique (deployment_id, host, batch, name, part, attempt);
