-- Requests that their senders may repeat without their happening twice.

create table idempotent_requests (
  -- The environment that was asked.
  environment_id text not null references environments (id) on delete cascade,
  -- SHA-256 of the Idempotency-Key with the method and path that it was sent to.
  key_hash bytea not null,
  -- SHA-256 of the body: a key that comes with another one is a mistake.
  body_hash bytea not null,
  -- When the request that carries it out began.
  claimed_at timestamptz not null,
  -- The status of its answer; null until there is one.
  status integer,
  -- The body of its answer, sealed, because some hold secrets that are told once.
  answer_sealed text,
  -- From then on the key is as good as new.
  expires_at timestamptz not null,
  primary key (environment_id, key_hash)
);
create index idempotent_requests_expiry on idempotent_requests (expires_at);
