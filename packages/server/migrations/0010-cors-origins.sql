-- Which web pages may call this server from a browser.

create table cors_origins (
  -- The environment of its application.
  environment_id text not null,
  -- cors_origin_<ULID>.
  id text not null,
  -- The application whose pages they are.
  application_id text not null,
  -- Scheme, host and port, as browsers write them in the Origin header and as compared: exactly.
  origin text not null,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  constraint cors_origins_unique unique (environment_id, application_id, origin)
);
-- A preflight names no application: only whether any has registered the page that asks.
create index cors_origins_by_origin on cors_origins (origin, environment_id);
