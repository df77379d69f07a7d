-- What actions decided, and where an event went.

create table action_executions (
  -- The environment whose endpoint was asked.
  environment_id text not null references environments (id) on delete cascade,
  -- action_execution_<ULID>, as the endpoint was told.
  id text not null,
  -- Who was asked. It may be deleted while it is asked, and nobody can read this any more then.
  action_endpoint_id text not null,
  -- Whether an owner asked, to try the endpoint: nobody was waiting for the verdict.
  is_test boolean not null,
  -- Whom it is about.
  email text not null,
  -- Their user, where there is one already.
  user_id text,
  -- The organization that they sign in to or are invited to, if any.
  organization_id text,
  -- What holds: the endpoint's word, or its failure mode where it gave none.
  verdict text not null check (verdict in ('allow', 'deny')),
  -- Why, in the words of the endpoint, if it had any.
  message text,
  -- Why the endpoint gave no verdict; null when it gave one.
  error text,
  -- How long the person waited for it.
  duration_milliseconds integer not null,
  -- When it was asked.
  created_at timestamptz not null,
  primary key (environment_id, id)
);
create index action_executions_endpoint on action_executions (action_endpoint_id, id, environment_id);
create index action_executions_created on action_executions using brin (created_at);

create index webhook_deliveries_event on webhook_deliveries (event_id, environment_id);
