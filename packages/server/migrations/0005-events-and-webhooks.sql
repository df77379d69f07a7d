-- The order of events, webhook endpoints with their deliveries, and action endpoints.

-- The transaction that recorded it. Ids are made before transactions end, so an event with a lower id
-- can become visible after one with a higher. Events are shown once every older transaction has
-- ended, in the order of transactions: what becomes visible later always comes later.
alter table events add column transaction_id xid8 not null default pg_current_xact_id();
-- The first transaction that may still record an event here. Those of other databases of the cluster
-- cannot, so a long one there holds nothing up.
create function events_settled_before() returns xid8 language sql stable as $$
  select coalesce(min(under_way.id), pg_snapshot_xmax(pg_current_snapshot()))
    from pg_snapshot_xip(pg_current_snapshot()) as under_way (id)
   where not exists (
     select from pg_stat_activity as activity
       join pg_database as elsewhere on elsewhere.oid = activity.datid
      where activity.backend_xid = under_way.id::xid and elsewhere.datname <> current_database())
$$;
create index events_order on events (transaction_id, id, environment_id);
create index events_organization_order on events (organization_id, transaction_id, id, environment_id) where organization_id is not null;
-- Events are written in the order of their moments, so a summary of each block finds a range of them.
create index events_created on events using brin (created_at);

create table webhook_endpoints (
  -- The environment whose events it gets.
  environment_id text not null references environments (id) on delete cascade,
  -- we_<ULID>.
  id text not null,
  -- Where events are sent.
  endpoint_url text not null,
  -- The secret that signs them, sealed.
  secret_sealed text not null,
  -- Whether events are sent at present.
  status text not null default 'enabled' check (status in ('enabled', 'disabled')),
  -- Names of the events that it gets.
  events text[] not null,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  constraint webhook_endpoints_unique unique (environment_id, endpoint_url)
);

create table webhook_positions (
  -- The environment whose events are followed. There is a row once it had a webhook endpoint.
  environment_id text primary key references environments (id) on delete cascade,
  -- The last event for which deliveries were made; null before the first.
  event_id text
);

create table webhook_deliveries (
  -- The environment of both.
  environment_id text not null,
  -- webhook_delivery_<ULID>.
  id text not null,
  -- Where it goes.
  webhook_endpoint_id text not null,
  -- The event; of a test, an id that no event has.
  event_id text not null,
  -- The event's name.
  event text not null,
  -- What a test sends; null for the event itself.
  test_data jsonb,
  -- Pending until it was received, or was tried for the last time.
  status text not null default 'pending' check (status in ('pending', 'succeeded', 'failed')),
  -- Attempts that failed since it was made, or since somebody asked to send it again.
  failures integer not null default 0,
  -- When it is tried next, while it is pending. Whoever takes it up moves this past the attempt's end,
  -- so that it is tried again when the process dies.
  next_attempt_at timestamptz not null,
  -- When it was made.
  created_at timestamptz not null,
  -- When its state last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, webhook_endpoint_id) references webhook_endpoints (environment_id, id) on delete cascade
);
create index webhook_deliveries_due on webhook_deliveries (webhook_endpoint_id, next_attempt_at, environment_id) where status = 'pending';
create index webhook_deliveries_endpoint on webhook_deliveries (webhook_endpoint_id, id, environment_id);
create index webhook_deliveries_created on webhook_deliveries using brin (created_at);

create table webhook_delivery_attempts (
  -- The environment of the delivery.
  environment_id text not null,
  -- The delivery that was tried.
  webhook_delivery_id text not null,
  -- When the attempt began.
  attempted_at timestamptz not null,
  -- How long it took.
  duration_milliseconds integer not null,
  -- The status of the answer; null when there was none.
  response_status integer,
  -- The first bytes of the answer.
  response_body text,
  -- Why there was no answer, in a sentence.
  error text,
  primary key (environment_id, webhook_delivery_id, attempted_at),
  foreign key (environment_id, webhook_delivery_id) references webhook_deliveries (environment_id, id) on delete cascade
);

create table action_endpoints (
  -- The environment whose people it decides about.
  environment_id text not null references environments (id) on delete cascade,
  -- action_endpoint_<ULID>.
  id text not null,
  -- What it decides: who may register, or who may sign in.
  type text not null check (type in ('user_registration', 'authentication')),
  -- Where it is asked.
  url text not null,
  -- The secret that signs questions and answers, sealed.
  secret_sealed text not null,
  -- Whether it is asked at present.
  enabled boolean not null,
  -- The verdict when it gives none.
  failure_mode text not null check (failure_mode in ('allow', 'deny')),
  -- How long a person waits for the verdict at most.
  timeout_milliseconds integer not null check (timeout_milliseconds between 500 and 10000),
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  constraint action_endpoints_type unique (environment_id, type)
);
