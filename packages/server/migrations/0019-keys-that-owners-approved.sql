-- Which API keys were approved by an owner, for a terminal of theirs.

-- The owner who approved it when a terminal signed in, by id; null for a key of an application. The
-- approval outlives the owner's account.
alter table api_keys add column approved_by text;
