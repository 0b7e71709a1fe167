-- Files that a hospital keeps: what is known of them, and their bytes in sealed pieces. What has no bytes any more
-- keeps its name and hash.
CREATE TABLE stored_file (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    name TEXT NOT NULL,
    size BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    stored_at BIGINT NOT NULL,
    removed_at BIGINT
);

CREATE INDEX stored_file_facility ON stored_file (facility_id);

CREATE TABLE stored_file_piece (
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    number BIGINT NOT NULL,
    sealed TEXT NOT NULL,
    PRIMARY KEY (file_id, number)
);

-- The place of a piece of evidence may be empty where there is a file.
ALTER TABLE evidence ADD COLUMN file_id TEXT REFERENCES stored_file (id);

-- Copies of the papers of a meeting.
CREATE TABLE frozen_paper (
    meeting_id TEXT NOT NULL REFERENCES meeting (id),
    number BIGINT NOT NULL,
    occasion TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    frozen_by TEXT NOT NULL,
    PRIMARY KEY (meeting_id, number)
);
