-- Signing in with a mailed code, invitations, and changes of address.

-- Whether people may sign in with a code from their mail.
alter table environments add column magic_auth_enabled boolean not null default true;
-- Owners of the dashboard sign in before there is any mail.
update environments set magic_auth_enabled = false where kind = 'system';

create table magic_auths (
  -- The environment being signed in to.
  environment_id text not null references environments (id) on delete cascade,
  -- magic_auth_<ULID>.
  id text not null,
  -- Who signs in with it. Null where nobody does: the address has no account and may not get one,
  -- which the page that waits for the code must not tell.
  user_id text,
  -- The address it was mailed to: a later change of address makes the code worthless.
  email text not null,
  -- The address as it is compared.
  email_normalized text collate "C" not null,
  -- The six digits, sealed: the API shows them to the application.
  code_sealed text not null,
  -- The invitation that is accepted by signing in with it, if any.
  invitation_id text,
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
create index magic_auths_of_address on magic_auths (email_normalized, id, environment_id);
create index magic_auths_of_user on magic_auths (user_id, environment_id);
create index magic_auths_expiry on magic_auths (expires_at);

create table invitations (
  -- The environment that invites.
  environment_id text not null references environments (id) on delete cascade,
  -- invitation_<ULID>.
  id text not null,
  -- The address it was mailed to, and the only one that may accept it.
  email text not null,
  -- The address as it is compared.
  email_normalized text collate "C" not null,
  -- The organization that is joined; null for an invitation to the application.
  organization_id text,
  -- The role of the new member, by its slug; null for the default role.
  role_slug text,
  -- Who invites, if it was said. Kept when that user is deleted: it is history.
  inviter_user_id text,
  -- SHA-256 of the token.
  token_hash bytea not null unique,
  -- The token, sealed: the API shows it to the application, and it is mailed again.
  token_sealed text not null,
  -- It can be accepted until here.
  expires_at timestamptz not null,
  -- When it was accepted; it is accepted once.
  accepted_at timestamptz,
  -- By whom. Kept when that user is deleted.
  accepted_user_id text,
  -- When it was taken back.
  revoked_at timestamptz,
  -- When it stopped being the open invitation of its address: accepted, revoked, or followed by
  -- another after it had expired.
  closed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
-- One open invitation for an address to the same place.
create unique index invitations_open on invitations (email_normalized, coalesce(organization_id, ''), environment_id) where closed_at is null;
create index invitations_of_address on invitations (email_normalized, id, environment_id);
create index invitations_of_organization on invitations (organization_id, id, environment_id);

-- The invitation that the person came with.
alter table authorization_sessions add column invitation_id text;
-- The invitation that is accepted once the sign-in is complete.
alter table pending_authentications add column invitation_id text;

-- Whether a visitor chose it who had not proven the address: whoever proves the address by other
-- means than this password does not get a stranger's password along with it.
alter table user_passwords add column is_unproven boolean not null default false;

create table email_changes (
  -- The environment of the account.
  environment_id text not null,
  -- Whose address changes; a newer change takes the place of the older.
  user_id text not null,
  -- The new address as it was entered.
  new_email text not null,
  -- The six digits that were mailed to the new address, sealed.
  code_sealed text not null,
  -- How often a code was tried against it.
  attempts integer not null default 0,
  -- Ten minutes after it was made.
  expires_at timestamptz not null,
  -- When the address was changed with it.
  consumed_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  primary key (environment_id, user_id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index email_changes_expiry on email_changes (expires_at);
