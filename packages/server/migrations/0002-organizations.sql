-- Organizations, who belongs to them, and what they may do there.

create table organizations (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- org_<ULID>.
  id text not null,
  -- Shown to people; need not be unique.
  name text not null,
  -- The application's own id of it.
  external_id text,
  -- The customer at Stripe.
  stripe_customer_id text,
  -- Published as it was set; deprecated there.
  allow_profiles_outside_organization boolean not null default false,
  -- The application's own key/value pairs.
  metadata jsonb not null default '{}',
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id)
);
create unique index organizations_external_id on organizations (external_id, environment_id) where external_id is not null;
create unique index organizations_stripe_customer on organizations (stripe_customer_id, environment_id) where stripe_customer_id is not null;
create index organizations_name on organizations (lower(name) collate "C" text_pattern_ops, environment_id);

create table organization_domains (
  -- The environment of its organization.
  environment_id text not null,
  -- org_domain_<ULID>.
  id text not null,
  -- The organization that says the domain is its own.
  organization_id text not null,
  -- Lower case, as in the DNS.
  domain text not null,
  -- What is known of the claim.
  state text not null check (state in ('pending', 'verified', 'failed', 'legacy_verified', 'unverified')),
  -- How it is proved: by a TXT record, or a person vouches for it.
  verification_strategy text not null check (verification_strategy in ('dns', 'manual')),
  -- Name of the TXT record below the domain; null when nothing is asked of the DNS.
  verification_prefix text,
  -- Value of the TXT record.
  verification_token text,
  -- When the DNS is asked next; null when it is not asked.
  next_check_at timestamptz,
  -- When the search for the record is given up.
  verification_expires_at timestamptz,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  constraint organization_domains_unique unique (environment_id, organization_id, domain)
);
-- A verified domain is one organization's alone.
create unique index organization_domains_verified on organization_domains (domain, environment_id) where state in ('verified', 'legacy_verified');
create index organization_domains_next_check on organization_domains (next_check_at) where next_check_at is not null;

create table permissions (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- perm_<ULID>.
  id text not null,
  -- What tokens carry.
  slug text not null,
  -- Shown in the dashboard.
  name text not null,
  -- Shown in the dashboard.
  description text,
  -- Whether it is Latchkey's own and cannot be changed.
  system boolean not null default false,
  -- The type of resource it is about.
  resource_type_slug text not null default 'organization',
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  constraint permissions_slug unique (environment_id, slug)
);

create table roles (
  -- The environment it belongs to.
  environment_id text not null references environments (id) on delete cascade,
  -- role_<ULID>.
  id text not null,
  -- The organization whose own role it is; null for a role of the whole environment.
  organization_id text,
  -- What tokens carry. An organization's own begins with "org-".
  slug text not null,
  -- Shown in the dashboard.
  name text not null,
  -- Shown in the dashboard.
  description text,
  -- The type of resource it is given on.
  resource_type_slug text not null default 'organization',
  -- Among roles of its environment or organization; the lowest number is the highest.
  priority integer not null,
  -- Given to members who are added without a role. One in an environment, and one in an organization with roles of its own.
  is_default boolean not null default false,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create unique index roles_environment_slug on roles (environment_id, slug) where organization_id is null;
create unique index roles_organization_slug on roles (environment_id, organization_id, slug) where organization_id is not null;
create unique index roles_environment_default on roles (environment_id) where organization_id is null and is_default;
create unique index roles_organization_default on roles (environment_id, organization_id) where organization_id is not null and is_default;

create table role_permissions (
  -- The environment of both.
  environment_id text not null,
  -- The role.
  role_id text not null,
  -- The permission that it gives.
  permission_id text not null,
  primary key (environment_id, role_id, permission_id),
  foreign key (environment_id, role_id) references roles (environment_id, id) on delete cascade,
  foreign key (environment_id, permission_id) references permissions (environment_id, id) on delete cascade
);
create index role_permissions_permission on role_permissions (permission_id, environment_id);

create table organization_memberships (
  -- The environment of both.
  environment_id text not null,
  -- om_<ULID>.
  id text not null,
  -- The user who belongs.
  user_id text not null,
  -- The organization that the user belongs to.
  organization_id text not null,
  -- Pending until an invitation is accepted; inactive when it was taken back.
  status text not null check (status in ('active', 'inactive', 'pending')),
  -- Whether a directory decides over it.
  directory_managed boolean not null default false,
  -- Attributes that a directory gave it.
  custom_attributes jsonb not null default '{}',
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, user_id) references users (environment_id, id) on delete cascade,
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  constraint organization_memberships_unique unique (environment_id, user_id, organization_id)
);
create index organization_memberships_organization on organization_memberships (organization_id, id, environment_id);
create index organization_memberships_user on organization_memberships (user_id, id, environment_id);

create table organization_membership_roles (
  -- The environment of both.
  environment_id text not null,
  -- The membership.
  organization_membership_id text not null,
  -- The role that it holds.
  role_id text not null,
  primary key (environment_id, organization_membership_id, role_id),
  foreign key (environment_id, organization_membership_id) references organization_memberships (environment_id, id) on delete cascade,
  -- A role that somebody holds cannot go away unnoticed.
  foreign key (environment_id, role_id) references roles (environment_id, id)
);
create index organization_membership_roles_role on organization_membership_roles (role_id, environment_id);

-- Whether members may hold several roles at once.
alter table environments add column multiple_roles_enabled boolean not null default false;

-- The organization that the event is about, if any.
alter table events add column organization_id text;
