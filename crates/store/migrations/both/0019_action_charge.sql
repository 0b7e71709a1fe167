-- Who is told of an action and may say how far it is: kind and id as in assignment, both empty where it is nobody with an
-- account.

ALTER TABLE action ADD COLUMN charge_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE action ADD COLUMN charge_id TEXT NOT NULL DEFAULT '';
