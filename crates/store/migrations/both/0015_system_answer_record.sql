-- Every answer that was ever given for a departmental system, so that the last one can be undone. Where a × took back the
-- hospital's ○: the change of the hospital's answer that did it, and who had set the ○ and when.

CREATE TABLE system_answer_revision (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    system_id TEXT NOT NULL REFERENCES departmental_system (id),
    revision BIGINT NOT NULL,
    mark TEXT,
    memo TEXT NOT NULL,
    account_id TEXT REFERENCES account (id),
    set_by TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    hospital_revision BIGINT,
    yes_set_by TEXT REFERENCES account (id),
    yes_set_at BIGINT,
    PRIMARY KEY (sheet_id, item_id, system_id, revision)
);

INSERT INTO system_answer_revision (sheet_id, item_id, system_id, revision, mark, memo, set_by, set_at)
SELECT sheet_id, item_id, system_id, 1, mark, memo, set_by, set_at FROM system_answer;
