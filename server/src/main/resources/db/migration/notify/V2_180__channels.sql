-- A webhook of a repository becomes one kind of channel; the others belong to a project.
alter table webhook rename to channel;
alter table channel rename column url to address;
alter table channel alter column repository_id drop not null;
alter table channel add column project_id bigint references project;
alter table channel add column kind text not null default 'WEBHOOK';
alter table channel alter column kind drop default;
-- What only this kind has, such as a room; never a secret.
alter table channel add column settings jsonb not null default '{}';
-- Of which environments it is told; none for all.
alter table channel add column environments text[] not null default '{}';
alter table channel add constraint channel_owner
    check (num_nonnulls(repository_id, project_id) = 1);
create unique index channel_of_project on channel (project_id, name) where project_id is not null;

alter table webhook_delivery rename to delivery;
alter table delivery rename column webhook_id to channel_id;
alter index webhook_delivery_due rename to delivery_due;
alter index webhook_delivery_of rename to delivery_of;
