-- The organization that a sign-in leads to, on its way from the request to the session.

-- The organization that the application asked for; on the way to a device, the one that was chosen.
alter table authorization_sessions add column organization_id text;
-- The organization of the session that it is exchanged for; null for none.
alter table authorization_codes add column organization_id text;
-- The organization of the device's session; null for none.
alter table device_authorizations add column organization_id text;
-- The sign-in of the browser that it continues, where nobody gave a new proof.
alter table pending_authentications add column browser_session_id text;
