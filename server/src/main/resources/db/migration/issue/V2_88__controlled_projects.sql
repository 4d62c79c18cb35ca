-- Under rules of its own, such as those of SOX: roles and pools are system administrators' matter.
alter table project add controlled boolean not null default false;
