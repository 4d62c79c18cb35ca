-- When the first line of a chunk was written, by the agent's own word.
alter table job_log add written timestamptz not null default now();

-- The same of a gathered log: line, then milliseconds since 1970, and so on; ascending.
alter table job add log_times bigint[];

-- What the agent began so far: its name and the first line of its log, of each.
alter table job add begun_names text[] not null default '{}';
alter table job add begun_lines bigint[] not null default '{}';
