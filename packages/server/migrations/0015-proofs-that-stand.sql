-- What somebody proved stands for them alone, and only until it is taken back.

-- Counts up when whatever was proven of the account until then is void, as a new password makes it:
-- a sign-in that began before starts no session after it.
alter table users add column proof_epoch integer not null default 0;
-- The account's epoch when the first proof was given.
alter table pending_authentications add column proof_epoch integer not null default 0;
alter table pending_authentications alter column proof_epoch drop default;
-- SHA-256 of the cookie of the browser that asked for it on the hosted pages: it signs in there and
-- nowhere else. Null for a code that the application asked for.
alter table magic_auths add column browser_hash bytea;
