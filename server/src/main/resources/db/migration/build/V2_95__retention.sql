create table retention_rule (
    repository_id bigint primary key,
    builds int not null,
    days int not null
);
alter table build add expired timestamptz;
-- In words, for the rule may be another one by now.
alter table build add expired_by text not null default '';
create index build_to_expire on build (id)
    where expired is null and kind = 'BRANCH' and finished is not null;
