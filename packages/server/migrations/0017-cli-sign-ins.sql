-- Terminals that ask an owner of the dashboard for an API key.

create table cli_sign_ins (
  -- The environment of the owners.
  environment_id text not null references environments (id) on delete cascade,
  -- cli_sign_in_<ULID>.
  id text not null,
  -- SHA-256 of the device code, with which the terminal asks how it went.
  device_code_hash bytea not null unique,
  -- Keyed digest of the user code, which the terminal shows and the owner compares.
  user_code_hash bytea not null unique,
  -- What the terminal calls its machine.
  host_name text not null,
  -- Address that the terminal asked from.
  ip_address text,
  -- Where it stands; an owner decides once.
  status text not null default 'pending' check (status in ('pending', 'approved', 'denied')),
  -- The owner who approved.
  owner_id text,
  -- The environment that the key is for, which the owner chose.
  approved_environment_id text references environments (id) on delete cascade,
  -- Five minutes after it was made.
  expires_at timestamptz not null,
  -- When the terminal got its key; it gets one only.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, owner_id) references users (environment_id, id) on delete cascade,
  check ((status = 'approved') = (owner_id is not null)),
  check ((status = 'approved') = (approved_environment_id is not null))
);
create index cli_sign_ins_of_owner on cli_sign_ins (owner_id, environment_id);
create index cli_sign_ins_of_approved_environment on cli_sign_ins (approved_environment_id, environment_id);
create index cli_sign_ins_expiry on cli_sign_ins (expires_at);
