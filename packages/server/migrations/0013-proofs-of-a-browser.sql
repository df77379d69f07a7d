-- What came of a sign-in with a browser ends with it, also where nobody has fetched it yet.

-- The sign-in of the browser that it was approved with.
alter table device_authorizations add column browser_session_id text;
-- Whether the second factor was proven with it: who signed in before that was kept is asked once more.
alter table browser_sessions add column mfa_verified boolean not null default false;
