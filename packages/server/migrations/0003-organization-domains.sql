-- Claims on one domain are compared with each other, and lists of organizations look for theirs.
-- The operator class serves beginnings as well as whole names.
create index organization_domains_domain on organization_domains (domain text_pattern_ops, environment_id);

-- An organization that is deleted ends the sessions that are in it.
create index sessions_of_organization on sessions (organization_id, environment_id)
  where organization_id is not null and ended_at is null;
