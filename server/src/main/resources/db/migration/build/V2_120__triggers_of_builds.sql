-- What began a build, who or what that was, and the values of the plan's parameters.
alter table build add event text not null default 'PUSH';
alter table build add begun_by text not null default '';
alter table build add parameters jsonb not null default '{}';
update build set event = 'RELEASE' where kind = 'RELEASE';

-- A pull request may owe a build of a commit that was built for its push already.
alter table build_owed add event text not null default 'PUSH';
