-- An agent that is started for one job: it may run no other, and goes when that has ended.
alter table agent add errand boolean not null default false;
