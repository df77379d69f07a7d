-- Second factors of people, and devices that sign in by a page on another one.

-- Whether everybody who signs in must prove a second factor. Who has one is asked for it either way.
alter table environments add column mfa_policy text not null default 'off' check (mfa_policy in ('off', 'required'));

create table authentication_factors (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- auth_factor_<ULID>.
  id text not null,
  -- Whose sign-ins it secures; null for a factor that the application uses for itself.
  user_id text,
  -- totp: codes of an authenticator app. generic_otp: codes that the application delivers.
  type text not null check (type in ('totp', 'generic_otp')),
  -- The name that the authenticator app shows for the service; null for generic_otp.
  totp_issuer text,
  -- The name that the authenticator app shows for the account; null for generic_otp.
  totp_user text,
  -- The secret that the authenticator app shares, base 32, sealed; null for generic_otp.
  totp_secret_sealed text,
  -- The newest time step of which a code was accepted (RFC 6238 §5.2): no code is accepted twice.
  last_time_step bigint,
  -- When a code first proved that the person can make codes; sign-ins ask for no other factors.
  verified_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  check ((type = 'totp') = (totp_secret_sealed is not null))
);
create index authentication_factors_of_user on authentication_factors (user_id, id, environment_id);

create table authentication_challenges (
  -- The environment of its factor.
  environment_id text not null,
  -- auth_challenge_<ULID>.
  id text not null,
  -- The factor whose code is asked for.
  authentication_factor_id text not null,
  -- The six digits that the application delivers, sealed; null where an authenticator app makes them.
  code_sealed text,
  -- How often a code was tried against it.
  attempts integer not null default 0,
  -- Ten minutes after it was made.
  expires_at timestamptz not null,
  -- When the right code met it; it is met once.
  verified_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, authentication_factor_id) references authentication_factors (environment_id, id) on delete cascade
);
create index authentication_challenges_of_factor on authentication_challenges (authentication_factor_id, environment_id);
create index authentication_challenges_expiry on authentication_challenges (expires_at);

-- The step that the sign-in waits for: it goes on with that one and no other.
alter table pending_authentications add column awaits text not null default 'email_verification';
alter table pending_authentications alter column awaits drop default;
-- Whether the second factor was proven on the way, so that later steps do not ask for it again.
alter table pending_authentications add column mfa_verified boolean not null default false;

create table device_authorizations (
  -- The environment of the application.
  environment_id text not null references environments (id) on delete cascade,
  -- device_authorization_<ULID>.
  id text not null,
  -- The application that the device signs in to.
  client_id text not null,
  -- SHA-256 of the device code, with which the device asks how it went.
  device_code_hash bytea not null unique,
  -- Keyed digest of the user code, which the person enters.
  user_code_hash bytea not null unique,
  -- The user code, sealed: the page shows it to be compared with the one on the device.
  user_code_sealed text not null,
  -- Address that the device asked from.
  ip_address text,
  -- The name that the device gave itself.
  user_agent text,
  -- Where it stands; the person decides once.
  status text not null default 'pending' check (status in ('pending', 'approved', 'denied')),
  -- Who approved, and is signed in on the device.
  user_id text,
  -- How they proved who they are.
  auth_method text,
  -- When they proved it.
  authenticated_at timestamptz,
  -- Seconds that the device must wait between questions; more each time it does not (RFC 8628 §3.5).
  interval_seconds integer not null,
  -- When the device last asked while nothing was decided.
  polled_at timestamptz,
  -- Five minutes after it was made.
  expires_at timestamptz not null,
  -- When the device got its session; it gets one only.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  check ((status = 'approved') = (user_id is not null))
);
create index device_authorizations_of_user on device_authorizations (user_id, environment_id);
create index device_authorizations_expiry on device_authorizations (expires_at);

-- The device that the person signs in for, in place of a redirect URI of an application.
alter table authorization_sessions add column device_authorization_id text;
alter table authorization_sessions alter column redirect_uri drop not null;
alter table authorization_sessions add check ((redirect_uri is null) <> (device_authorization_id is null));
