-- A job that follows one which an agent has may be queued while that is under way: its agent asks
-- for it then, and is not given it together with the one before.
alter table job add column on_request boolean not null default false;
