-- What an organization says of roles, and groups of its members.

-- An organization orders the environment's roles among its own and may choose a default of its own:
-- both are said of the organization, not of a role that all organizations share.
create table organization_role_settings (
  -- The environment of the organization.
  environment_id text not null,
  -- The organization whose settings they are, from its first own role on.
  organization_id text not null,
  -- Given to members who are added without a role; null: the environment's default.
  default_role_id text,
  -- Ids of roles, the highest first. Roles that it does not name come after them.
  priority_order text[] not null default '{}',
  -- When they last changed.
  updated_at timestamptz not null,
  primary key (environment_id, organization_id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade,
  foreign key (environment_id, default_role_id) references roles (environment_id, id) on delete set null (default_role_id)
);
create index organization_role_settings_default on organization_role_settings (default_role_id, environment_id) where default_role_id is not null;

drop index roles_organization_default;
alter table roles
  add constraint roles_default_of_environment check (organization_id is null or not is_default),
  alter column priority drop not null;
comment on column roles.priority is 'Among roles of the environment; the lowest number is the highest. Null for an organization''s own.';
comment on column roles.is_default is 'Given to members who are added without a role, where their organization says nothing else.';
create index roles_of_organization on roles (organization_id, environment_id) where organization_id is not null;

-- An organization that is deleted takes roles and memberships along, in no order: whether a held
-- role is gone is asked once both are.
alter table organization_membership_roles
  drop constraint organization_membership_roles_environment_id_role_id_fkey,
  add constraint organization_membership_roles_held foreign key (environment_id, role_id)
    references roles (environment_id, id) deferrable initially deferred;

create table groups (
  -- The environment of the organization.
  environment_id text not null,
  -- group_<ULID>.
  id text not null,
  -- The organization whose members it has.
  organization_id text not null,
  -- Shown to people; need not be unique.
  name text not null,
  -- Shown to people.
  description text,
  -- When it was made.
  created_at timestamptz not null,
  -- When it last changed.
  updated_at timestamptz not null,
  primary key (environment_id, id),
  foreign key (environment_id, organization_id) references organizations (environment_id, id) on delete cascade
);
create index groups_of_organization on groups (organization_id, id, environment_id);

create table group_members (
  -- The environment of both.
  environment_id text not null,
  -- The group.
  group_id text not null,
  -- The membership that is in it.
  organization_membership_id text not null,
  primary key (environment_id, group_id, organization_membership_id),
  foreign key (environment_id, group_id) references groups (environment_id, id) on delete cascade,
  foreign key (environment_id, organization_membership_id) references organization_memberships (environment_id, id) on delete cascade
);
create index group_members_membership on group_members (organization_membership_id, group_id, environment_id);
