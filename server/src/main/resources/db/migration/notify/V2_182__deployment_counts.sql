-- How many deployments came to an end, by which; only ever more, as counters of monitoring are.
create table deployment_count (
    project_id  bigint not null references project,
    environment text   not null,
    result      text   not null,
    number      bigint not null,
    primary key (project_id, environment, result)
);
insert into deployment_count (project_id, environment, result, number)
select e.project_id, e.name, lower(d.state), count(*)
  from deployment d join environment e on e.id = d.environment_id
 where d.state in ('VERIFIED', 'FAILED', 'STOPPED')
 group by e.project_id, e.name, d.state;
