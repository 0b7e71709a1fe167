-- What shows that an item is done, whatever the round. Withdrawn evidence stays with its day.
CREATE TABLE evidence (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    list_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    place TEXT NOT NULL,
    valid_until TEXT,
    restored_on TEXT,
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL,
    withdrawn_at BIGINT
);

CREATE INDEX evidence_facility ON evidence (facility_id);
