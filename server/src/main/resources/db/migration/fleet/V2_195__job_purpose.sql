-- By whose purpose a job was queued, so that its events are asked about by those only that may know
-- it. Empty for those that were queued before, and for who does not mind being asked.
alter table job add column purpose text not null default '';
