-- The improvement plan: actions, the findings they answer, and their history.

CREATE TABLE action (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    owner TEXT NOT NULL,
    due TEXT,
    cost_once BIGINT,
    cost_yearly BIGINT,
    effort BIGINT,
    state TEXT NOT NULL,
    state_since TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX action_facility ON action (facility_id);

-- axis and group_id are empty where the hospital itself marked the item.
CREATE TABLE action_finding (
    action_id TEXT NOT NULL REFERENCES action (id),
    round_id TEXT NOT NULL REFERENCES round (id),
    list_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (action_id, list_id, item_id, axis, group_id)
);

-- Added to, never changed. step is empty where only something was noted.
CREATE TABLE action_entry (
    id TEXT PRIMARY KEY,
    action_id TEXT NOT NULL REFERENCES action (id),
    written_at BIGINT NOT NULL,
    written_by TEXT NOT NULL,
    step TEXT NOT NULL,
    note TEXT NOT NULL
);

CREATE INDEX action_entry_action ON action_entry (action_id);
