-- What organizations and environments ask of people besides.

-- Whether its members must prove a second factor: as the environment has it, or always.
alter table organizations add column mfa_policy text not null default 'inherited' check (mfa_policy in ('inherited', 'required'));
-- The organization that was asked for or chosen before the step that the sign-in waits for.
alter table pending_authentications add column organization_id text;
-- Whether the sign-up page asks for a first and a last name.
alter table environments add column sign_up_names_required boolean not null default false;
