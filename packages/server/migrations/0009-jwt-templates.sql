-- What applications want their access tokens to say beyond the standard claims.

create table jwt_templates (
  -- The environment whose tokens it shapes; there is one at most.
  environment_id text primary key references environments (id) on delete cascade,
  -- JSON with {{ expressions }}, as it was written.
  content text not null,
  -- When it was first set.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null
);
