-- The deployment that a rollback takes back; null for every other one.
alter table deployment add column takes_back bigint references deployment;
create index deployment_takes_back on deployment (takes_back) where takes_back is not null;
