-- Every row of a tenant carries its environment and every key leads with it, so that the tables can
-- be distributed by environment. Moments are set by the server, whose clock tests can move.
-- The other indexes name it after what they are for. PostgreSQL takes an index that leads with it for
-- as good as the primary key until a table has statistics: a plan made on the first day would go
-- through every row of an environment to find one.

create table environments (
  -- environment_<ULID>.
  id text primary key,
  -- What it is for. The system environment holds the owners of the dashboard and is never listed.
  kind text not null unique check (kind in ('staging', 'production', 'system')),
  -- Shown in the dashboard.
  name text not null,
  -- Whether a person without an invitation may create an account.
  sign_up_enabled boolean not null default true,
  -- Shortest acceptable password, in characters.
  password_minimum_length integer not null default 10 check (password_minimum_length between 8 and 128),
  -- Lowest acceptable zxcvbn score.
  password_minimum_strength integer not null default 2 check (password_minimum_strength between 0 and 4),
  -- Whether the commonest breached passwords are refused.
  password_reject_breached boolean not null default true,
  -- Life of an access token.
  access_token_lifetime_seconds integer not null default 300 check (access_token_lifetime_seconds between 60 and 86400),
  -- Longest life of a session from sign-in, however active.
  session_maximum_lifetime_seconds integer not null default 31536000 check (session_maximum_lifetime_seconds between 300 and 63072000),
  -- A session not refreshed for this long ends; null: never for inactivity.
  session_inactivity_timeout_seconds integer check (session_inactivity_timeout_seconds between 300 and 63072000),
  -- When it was made.
  created_at timestamptz not null,
  -- When a setting last changed.
  updated_at timestamptz not null
);

create table applications (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- app_<ULID>.
  id text not null,
  -- The public identifier of OAuth requests.
  client_id text not null unique,
  -- Shown on hosted pages and in mails.
  name text not null,
  -- Whether it is the environment's first application, whose client id is the environment's own.
  is_default boolean not null default false,
  -- Where a sign-in that did not begin at the application is sent to begin.
  sign_in_endpoint text,
  -- "Back to the application", and the last resort after sign-out.
  homepage_url text,
  -- When it was made.
  created_at timestamptz not null,
  -- When a setting last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id)
);
create unique index applications_one_default on applications (environment_id) where is_default;

create table signing_keys (
  -- The environment whose tokens it signs.
  environment_id text not null references environments (id) on delete cascade,
  -- sso_oidc_key_pair_<ULID>; the `kid` of tokens.
  id text not null,
  -- The private key, PKCS #8 PEM, sealed.
  private_key_sealed text not null,
  -- The public half as published: a JWK with x5c and x5t#S256.
  public_jwk jsonb not null,
  -- Published from creation, it signs from here on: verifiers have fetched it before they meet it.
  signs_from timestamptz not null,
  -- Published until here: tokens it signed have expired by then. Null while it is the newest.
  published_until timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, id)
);

create table api_keys (
  -- The environment it opens.
  environment_id text not null references environments (id) on delete cascade,
  -- api_key_<ULID>.
  id text not null,
  -- Given by a person, to tell keys apart.
  name text not null,
  -- SHA-256 of the value.
  key_hash bytea not null unique,
  -- The value, sealed, where it may be shown again (staging); null where it is shown once.
  key_sealed text,
  -- The value as lists show it.
  obfuscated_value text not null,
  -- When a request last used it, to the minute.
  last_used_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id)
);

create table redirect_uris (
  -- The environment of its application.
  environment_id text not null,
  -- redir_<ULID>.
  id text not null,
  -- The application that may be returned to.
  application_id text not null,
  -- The URI, as compared: exactly, or by its one wildcard.
  uri text not null,
  -- Whether a flow that names no redirect URI ends here.
  is_default boolean not null default false,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  constraint redirect_uris_unique unique (environment_id, application_id, uri)
);
create unique index redirect_uris_one_default on redirect_uris (environment_id, application_id) where is_default;

create table sign_out_redirects (
  -- The environment of its application.
  environment_id text not null,
  -- sign_out_redirect_<ULID>.
  id text not null,
  -- The application whose people are sent there.
  application_id text not null,
  -- The URI, as compared: exactly, or by its one wildcard.
  uri text not null,
  -- Whether a sign-out that names no destination ends here.
  is_default boolean not null default false,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, application_id) references applications (environment_id, id) on delete cascade,
  constraint sign_out_redirects_unique unique (environment_id, application_id, uri)
);
create unique index sign_out_redirects_one_default on sign_out_redirects (environment_id, application_id) where is_default;

create table events (
  -- The environment it happened in.
  environment_id text not null references environments (id) on delete cascade,
  -- event_<ULID>; the cursor of the Events API.
  id text not null,
  -- Its published name, such as user.created.
  event text not null,
  -- Its published payload, without secrets.
  data jsonb not null,
  -- Who caused it and through which application.
  context jsonb not null default '{}',
  -- When it happened.
  created_at timestamptz not null,
  primary key (environment_id, id)
);

create table users (
  -- The environment of the account.
  environment_id text not null references environments (id) on delete cascade,
  -- user_<ULID>.
  id text not null,
  -- The address as it was entered.
  email text not null,
  -- The address as it is compared: one account each, whatever its case.
  email_normalized text collate "C" not null,
  -- Whether ownership of the address was proven.
  email_verified boolean not null default false,
  -- Given name.
  first_name text,
  -- Family name.
  last_name text,
  -- Full name, where it was given as one.
  name text,
  -- Address of a picture.
  profile_picture_url text,
  -- The application's own id of this person.
  external_id text,
  -- The application's own data of this person.
  metadata jsonb not null default '{}',
  -- Preferred language, BCP 47.
  locale text,
  -- When a session was last started.
  last_sign_in_at timestamptz,
  -- When the account was made.
  created_at timestamptz not null,
  -- When the profile last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  constraint users_email_unique unique (email_normalized, environment_id),
  constraint users_external_id_unique unique (external_id, environment_id)
);
create index users_first_name on users (lower(first_name) collate "C", environment_id);
create index users_last_name on users (lower(last_name) collate "C", environment_id);

create table user_passwords (
  -- The environment of the account.
  environment_id text not null,
  -- Whose password it is. Apart from the profile, so that no read of users carries it.
  user_id text not null,
  -- A hash in PHC format, argon2id.
  password_hash text not null,
  -- When it was last set.
  updated_at timestamptz not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);

create table browser_sessions (
  -- The environment the browser is signed in to.
  environment_id text not null,
  -- browser_session_<ULID>.
  id text not null,
  -- SHA-256 of the cookie's token.
  token_hash bytea not null unique,
  -- Who is signed in.
  user_id text not null,
  -- How they proved it.
  auth_method text not null,
  -- When they proved it; `max_age` counts from here.
  authenticated_at timestamptz not null,
  -- The browser is asked again from here on.
  expires_at timestamptz not null,
  -- When it was ended before that.
  ended_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index browser_sessions_of_user on browser_sessions (user_id, environment_id);
create index browser_sessions_expiry on browser_sessions (expires_at);

create table sessions (
  -- The environment of the account.
  environment_id text not null,
  -- session_<ULID>; the `sid` of tokens.
  id text not null,
  -- Whose session it is.
  user_id text not null,
  -- The application it was started for.
  client_id text not null,
  -- The organization it is in, if any.
  organization_id text,
  -- How the person proved who they are: the API's `auth_method`.
  auth_method text not null,
  -- When they proved it: the `auth_time` of tokens, unchanged by refreshes.
  authenticated_at timestamptz not null,
  -- Address it was started from.
  ip_address text,
  -- Browser it was started with.
  user_agent text,
  -- The sign-in of the browser that it came from, ended with it.
  browser_session_id text,
  -- SHA-256 of the secret part of every refresh token of this session.
  refresh_secret_hash bytea not null,
  -- How often the refresh token was exchanged; only the token of this generation can be.
  refresh_generation integer not null default 0,
  -- When it was last exchanged: inactivity and the replay window count from here.
  refreshed_at timestamptz not null,
  -- It ends here, however active.
  expires_at timestamptz not null,
  -- When it was ended before that, by sign-out or revocation.
  ended_at timestamptz,
  -- When it was started.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
-- Refreshes touch no indexed column: with room on the page they are updates in place.
) with (fillfactor = 80);
create index sessions_of_user on sessions (user_id, environment_id, id);
create index sessions_expiry on sessions (expires_at);
create index sessions_end on sessions (ended_at) where ended_at is not null;

create table authorization_sessions (
  -- The environment being signed in to.
  environment_id text not null references environments (id) on delete cascade,
  -- authorization_session_<ULID>; in the address of hosted pages.
  id text not null,
  -- SHA-256 of the browser's cookie: the page continues in the browser that began, in no other.
  browser_hash bytea not null,
  -- The application that asked.
  client_id text not null,
  -- Where the answer goes; registered, checked when the request was made.
  redirect_uri text not null,
  -- Returned to the application byte for byte; null when none was sent.
  state text,
  -- PKCE: the S256 challenge; null when none was sent.
  code_challenge text,
  -- Whether the application asked to have the person sign in again although the browser is signed in.
  reauthentication boolean not null default false,
  -- The address entered on the way.
  email text,
  -- Names entered on the sign-up page.
  first_name text,
  -- Names entered on the sign-up page.
  last_name text,
  -- The sign-in that waits for one more proof.
  pending_authentication_id text,
  -- A password reset that the person came back for.
  password_reset_token_hash bytea,
  -- The invitation to own this installation, where the set-up link began the flow.
  set_up_token_hash bytea,
  -- Hosted pages stop accepting it here.
  expires_at timestamptz not null,
  -- When it led to an answer; it leads to one only.
  completed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, id)
);
create index authorization_sessions_of_browser on authorization_sessions (browser_hash, environment_id);
create index authorization_sessions_expiry on authorization_sessions (expires_at);

create table authorization_codes (
  -- The environment of the account.
  environment_id text not null,
  -- SHA-256 of the code.
  code_hash bytea not null,
  -- The application it was issued to.
  client_id text not null,
  -- PKCE: the S256 challenge the verifier must meet; null when none was sent.
  code_challenge text,
  -- Who signed in.
  user_id text not null,
  -- How they proved it.
  auth_method text not null,
  -- When they proved it.
  authenticated_at timestamptz not null,
  -- The sign-in of the browser that it came from.
  browser_session_id text,
  -- Address the person came from.
  ip_address text,
  -- Browser the person came with.
  user_agent text,
  -- Ten minutes after it was issued.
  expires_at timestamptz not null,
  -- When it was exchanged; it is exchanged once.
  consumed_at timestamptz,
  -- The session it was exchanged for, ended when the code turns up again later (RFC 6749 §4.1.2).
  session_id text,
  primary key (environment_id, code_hash),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index authorization_codes_of_browser on authorization_codes (browser_session_id, environment_id);
create index authorization_codes_expiry on authorization_codes (expires_at);

create table pending_authentications (
  -- The environment of the account.
  environment_id text not null,
  -- pending_authentication_<ULID>.
  id text not null,
  -- SHA-256 of the pending authentication token.
  token_hash bytea not null unique,
  -- The application being signed in to.
  client_id text not null,
  -- Who gave the first proof.
  user_id text not null,
  -- The first proof: what the finished sign-in reports.
  auth_method text not null,
  -- When it was given.
  authenticated_at timestamptz not null,
  -- The code that was mailed for the step in question.
  email_verification_id text,
  -- The token stops working here.
  expires_at timestamptz not null,
  -- When it led to a session; it leads to one only.
  consumed_at timestamptz,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index pending_authentications_expiry on pending_authentications (expires_at);

create table email_verifications (
  -- The environment of the account.
  environment_id text not null,
  -- email_verification_<ULID>.
  id text not null,
  -- Whose address is proven.
  user_id text not null,
  -- The address that is proven: a later change of address makes the code worthless.
  email text not null,
  -- The six digits, sealed: the API shows them to the application.
  code_sealed text not null,
  -- How often a code was tried against it.
  attempts integer not null default 0,
  -- Ten minutes after it was made.
  expires_at timestamptz not null,
  -- When the right code was entered, or a newer code took its place.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index email_verifications_of_user on email_verifications (user_id, environment_id);
create index email_verifications_expiry on email_verifications (expires_at);

create table password_resets (
  -- The environment of the account.
  environment_id text not null,
  -- password_reset_<ULID>.
  id text not null,
  -- Whose password may be set.
  user_id text not null,
  -- The address it was sent to: a later change of address makes the link worthless.
  email text not null,
  -- SHA-256 of the token.
  token_hash bytea not null unique,
  -- The token, sealed: the API shows it to the application.
  token_sealed text not null,
  -- One hour after it was made.
  expires_at timestamptz not null,
  -- When a new password was set with it, or by other means.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index password_resets_of_user on password_resets (user_id, environment_id);
create index password_resets_expiry on password_resets (expires_at);

create table emails (
  -- The environment that wrote it.
  environment_id text not null references environments (id) on delete cascade,
  -- email_<ULID>.
  id text not null,
  -- Who receives it.
  recipient text not null,
  -- The address as it is compared in searches.
  recipient_normalized text not null,
  -- Its subject line, without secrets.
  subject text not null,
  -- What it is about: email_verification, password_reset or existing_account.
  kind text not null,
  -- captured: kept in the inbox; queued, sent, failed: on its way by SMTP.
  status text not null check (status in ('captured', 'queued', 'sent', 'failed')),
  -- Subject, HTML, text, code and link, sealed; null once it was sent.
  content_sealed text,
  -- Why the last attempt to send it failed, in a sentence.
  error text,
  -- One worker is delivering it, alone, until here.
  claimed_until timestamptz,
  -- When it was written.
  created_at timestamptz not null,
  -- When its status last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id)
);
create index emails_of_recipient on emails (recipient_normalized, environment_id, id);
create index emails_age on emails (created_at);
create index emails_queued on emails (updated_at) where status = 'queued';

-- Counters of guesses and mails. Unlogged: they cost no write-ahead log, and the only loss after a
-- crash of the database is that a minute's count begins again.
create unlogged table rate_limit_counters (
  -- The environment of the subject.
  environment_id text not null,
  -- SHA-256 of the rule and of whom it counts, such as an address.
  subject_hash bytea not null,
  -- How many were counted in this window.
  count integer not null,
  -- The window ends here and the next one begins with the next request.
  window_ends_at timestamptz not null,
  primary key (environment_id, subject_hash)
);
create index rate_limit_counters_expiry on rate_limit_counters (window_ends_at);

create table set_up_tokens (
  -- Always true: an installation has one set-up token, ever, however many servers start at once.
  singleton boolean primary key default true check (singleton),
  -- SHA-256 of the token in the link of the first start.
  token_hash bytea not null,
  -- The token, sealed, so that each start until its use prints the same link.
  token_sealed text not null,
  -- When it made the first owner; it makes one only.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null
);
