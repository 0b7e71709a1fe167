-- 無記名 rounds. Everything of a round that waits lies together in one sealed text that is written anew with each
-- sheet, so that no two states of the database tell which part of it came when. `sheets` are those whose marks are
-- counted nowhere yet. A pool whose key was lost stays, so that its number can be told; a new one stands beside it.
CREATE TABLE sealed_pool (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    sheets BIGINT NOT NULL,
    sealed TEXT NOT NULL
) WITHOUT ROWID;

-- What a form carried, so that sending it twice saves it once. `outcome` is what to answer again.
CREATE TABLE idempotency (
    key_hash TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    outcome TEXT NOT NULL
) WITHOUT ROWID;
