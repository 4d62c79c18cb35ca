-- Why the agent runs no builds, in a sentence; empty where it does.
alter table agent add no_builds text not null default '';
