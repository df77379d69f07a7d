-- Keys that customers of the application make for its API, and features that are on for some of them.

create table customer_api_keys (
  -- The environment of its organization.
  environment_id text not null,
  -- api_key_<ULID>.
  id text not null,
  -- The organization whose data it opens.
  organization_id text not null,
  -- The member whose key it is; null when it is the organization's own.
  user_id text,
  -- Given by a person, to tell keys apart.
  name text not null,
  -- SHA-256 of the value, which is shown once.
  key_hash bytea not null,
  -- The value as lists show it.
  obfuscated_value text not null,
  -- When it stops working; null: never by itself.
  expires_at timestamptz,
  -- When it was last validated, to the minute.
  last_used_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When its expiry last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  -- Whoever leaves the organization leaves their keys to it behind.
  foreign key (environment_id, user_id, organization_id) references organization_memberships (environment_id, user_id, organization_id) on delete cascade
);
create unique index customer_api_keys_hash on customer_api_keys (key_hash, environment_id);
create index customer_api_keys_organization on customer_api_keys (organization_id, id, environment_id);
create index customer_api_keys_user on customer_api_keys (user_id, id, environment_id) where user_id is not null;

create table customer_api_key_permissions (
  -- The environment of both.
  environment_id text not null,
  -- The key.
  customer_api_key_id text not null,
  -- The permission that it carries.
  permission_id text not null,
  primary key (environment_id, customer_api_key_id, permission_id),
  foreign key (environment_id, customer_api_key_id) references customer_api_keys (environment_id, id) on delete cascade,
  foreign key (environment_id, permission_id) references permissions (environment_id, id) on delete cascade
);
create index customer_api_key_permissions_permission on customer_api_key_permissions (permission_id, environment_id);

create table feature_flags (
  -- The environment in which it is on or off. A flag has a row in every one, under the same slug.
  environment_id text not null references environments (id) on delete cascade,
  -- flag_<ULID>.
  id text not null,
  -- What applications ask for and tokens carry.
  slug text not null,
  -- Shown in the dashboard.
  name text not null,
  -- Shown in the dashboard.
  description text,
  -- Who made it: email, first_name and last_name as they were then.
  owner jsonb,
  -- Labels to find it by.
  tags text[] not null default '{}',
  -- Whether it can be on for anybody in this environment.
  enabled boolean not null default false,
  -- Whether an enabled one is on for those who are no targets.
  default_value boolean not null default false,
  -- When it was made.
  created_at timestamptz not null,
  -- When it or its targets last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  constraint feature_flags_slug unique (environment_id, slug)
);

create table feature_flag_users (
  -- The environment of both.
  environment_id text not null,
  -- The flag.
  feature_flag_id text not null,
  -- The user for whom it is on once it is enabled.
  user_id text not null,
  primary key (environment_id, feature_flag_id, user_id),
  foreign key (environment_id, feature_flag_id) references feature_flags (environment_id, id) on delete cascade,
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade
);
create index feature_flag_users_user on feature_flag_users (user_id, environment_id);

create table feature_flag_organizations (
  -- The environment of both.
  environment_id text not null,
  -- The flag.
  feature_flag_id text not null,
  -- The organization for whose members it is on once it is enabled.
  organization_id text not null,
  primary key (environment_id, feature_flag_id, organization_id),
  foreign key (environment_id, feature_flag_id) references feature_flags (environment_id, id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index feature_flag_organizations_organization on feature_flag_organizations (organization_id, environment_id);
