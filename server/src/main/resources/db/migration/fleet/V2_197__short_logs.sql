-- A log of one short chunk stays in its row.
drop index job_gather;
create index job_gather on job (finished)
    where log_bytes > 0 and log_blob is null and (log_chunks > 1 or log_bytes > 4096);
