-- Meetings of the executives, the status reports before them, and what was decided.

-- Names stand one a line.
CREATE TABLE meeting (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    hours TEXT NOT NULL,
    place TEXT NOT NULL,
    agenda TEXT NOT NULL,
    round_id TEXT REFERENCES round (id),
    invited TEXT NOT NULL,
    present TEXT NOT NULL,
    reporters TEXT NOT NULL,
    concluded_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE INDEX meeting_facility ON meeting (facility_id);

CREATE TABLE status_report (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    reporter TEXT NOT NULL,
    moved TEXT NOT NULL,
    stuck TEXT NOT NULL,
    needed TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, reporter)
);

CREATE TABLE decision (
    id TEXT PRIMARY KEY,
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    kind TEXT NOT NULL,
    verdict TEXT NOT NULL,
    content TEXT NOT NULL,
    reason TEXT NOT NULL,
    until TEXT,
    amount BIGINT,
    action_id TEXT REFERENCES action (id),
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE INDEX decision_meeting ON decision (meeting_id);
