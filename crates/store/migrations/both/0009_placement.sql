-- Places in the order of what to do first that people set by hand.
CREATE TABLE placement (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    what TEXT NOT NULL,
    place BIGINT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (facility_id, what)
);
