-- How people of an organization sign in at an identity provider of their own.

create table connections (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- conn_<ULID>.
  id text not null,
  -- The organization whose people it signs in; null where it is for everybody, as a social provider is.
  organization_id text,
  -- The kind of provider, as published; Pending until somebody chose one.
  connection_type text not null,
  -- Shown to people; most often the organization's own name.
  name text not null,
  -- How far its set-up has come, and whether it signs anybody in.
  state text not null check (state in ('requires_type', 'draft', 'active', 'validating', 'inactive', 'deleting')),
  -- What the addresses that its provider knows name it by, so that they need not tell its id.
  external_key text not null,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create unique index connections_external_key on connections (external_key, environment_id);
create index connections_organization on connections (organization_id, id, environment_id) where organization_id is not null;
create index connections_name on connections (lower(name) collate "C" text_pattern_ops, environment_id);
