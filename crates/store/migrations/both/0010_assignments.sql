-- Who answers which item, what the managers of departmental systems say of it, and what is discussed about it.

CREATE TABLE departmental_system (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    name TEXT NOT NULL,
    UNIQUE (facility_id, name)
);

ALTER TABLE account ADD COLUMN system_id TEXT REFERENCES departmental_system (id);

-- The assignee is an account, a department or a departmental system; what is assigned to one goes with it.
CREATE TABLE assignment (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    list_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    assignee_kind TEXT NOT NULL,
    assignee_id TEXT NOT NULL,
    due TEXT,
    PRIMARY KEY (facility_id, list_id, item_id, assignee_kind, assignee_id)
);

CREATE TABLE system_answer (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    system_id TEXT NOT NULL REFERENCES departmental_system (id),
    mark TEXT NOT NULL,
    memo TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, item_id, system_id)
);

CREATE TABLE remark (
    id TEXT PRIMARY KEY,
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    text TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL
);

CREATE INDEX remark_of_item ON remark (sheet_id, item_id);

-- 担当→確認→承認: every step with a sheet that was handed in.
CREATE TABLE review (
    id TEXT PRIMARY KEY,
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    step TEXT NOT NULL,
    reviewed_by TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    reviewed_at BIGINT NOT NULL,
    reason TEXT NOT NULL
);

CREATE INDEX review_of_sheet ON review (sheet_id);
