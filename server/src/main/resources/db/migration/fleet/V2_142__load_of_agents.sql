-- The processes that want to run on the agent's machine, a minute's average, as it said last.
alter table agent add load real;
