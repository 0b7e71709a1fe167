-- 回答カード. Of the secrets on a card only hashes stand here. `person_id` is empty where cards bear no names. In 無記名
-- rounds `handed_in` is set for a whole batch at once; rows lie in the order of random ids, never of arrival.
CREATE TABLE slip (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    department_id TEXT NOT NULL,
    person_id TEXT,
    position BIGINT NOT NULL,
    salt BIGINT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    code_hash TEXT NOT NULL,
    handed_in BIGINT NOT NULL,
    UNIQUE (round_id, code_hash),
    UNIQUE (round_id, department_id, position)
) WITHOUT ROWID;
