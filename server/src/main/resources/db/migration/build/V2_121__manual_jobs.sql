-- What a job that waits for a person says to them; null for one that begins by itself.
alter table build_job add manual text;
-- Who began it.
alter table build_job add begun_by text not null default '';
