-- The one agent that somebody wanted a build to run on.
alter table build add wanted_agent text;
