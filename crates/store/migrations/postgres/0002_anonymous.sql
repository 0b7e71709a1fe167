-- 無記名 rounds. Random keys and no row ids: the order of arrival is not stored.
CREATE TABLE sealed_sheet (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    sealed TEXT NOT NULL
);

-- What a form carried, so that sending it twice saves it once. `outcome` is what to answer again.
CREATE TABLE idempotency (
    key_hash TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    outcome TEXT NOT NULL
);
