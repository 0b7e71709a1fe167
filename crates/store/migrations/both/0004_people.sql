-- 対象者 and how their sheets come back. 委託 people have occupations of their own; `responsible` is who answers for an
-- occupation (看護部長), as printed on its sheet of results.
ALTER TABLE occupation ADD COLUMN affiliation TEXT NOT NULL DEFAULT 'staff';
ALTER TABLE occupation ADD COLUMN responsible TEXT NOT NULL DEFAULT '';

-- What only some hospitals need and have switched on.
CREATE TABLE feature (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    feature TEXT NOT NULL,
    PRIMARY KEY (facility_id, feature)
);

-- Everybody who may be asked. `left_on`: the last day at the hospital. `away`: why somebody is set aside (産休 …), '' for
-- those who are there.
CREATE TABLE person (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    staff_number TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    department_id TEXT NOT NULL REFERENCES department (id),
    occupation_id TEXT NOT NULL REFERENCES occupation (id),
    employment TEXT NOT NULL,
    joined_on TEXT,
    left_on TEXT,
    mail TEXT NOT NULL,
    away TEXT NOT NULL,
    UNIQUE (facility_id, staff_number)
);

CREATE TABLE person_import (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    at BIGINT NOT NULL,
    by_name TEXT NOT NULL,
    file_name TEXT NOT NULL,
    state TEXT NOT NULL,
    added BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    moved BIGINT NOT NULL,
    departed BIGINT NOT NULL
);

-- What an import changed, so that the last one can be undone: the person before and after, as JSON; '' for nobody. Kept
-- for the newest import only.
CREATE TABLE person_import_row (
    import_id TEXT NOT NULL REFERENCES person_import (id),
    person_id TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (import_id, person_id)
);

-- Departments and occupations an import brought with it.
CREATE TABLE person_import_group (
    import_id TEXT NOT NULL REFERENCES person_import (id),
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    PRIMARY KEY (import_id, group_id)
);

-- A file between its preview and the yes of whoever sent it; sealed, and gone with the answer or after an hour.
CREATE TABLE upload (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    purpose TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sealed TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- Who is asked in a round, as they stood when it opened; `away` as above. No answer and no hand-in stands here.
ALTER TABLE round ADD COLUMN slips TEXT NOT NULL DEFAULT 'none';

CREATE TABLE round_person (
    round_id TEXT NOT NULL REFERENCES round (id),
    person_id TEXT NOT NULL,
    staff_number TEXT NOT NULL,
    name TEXT NOT NULL,
    kana TEXT NOT NULL,
    department_id TEXT NOT NULL,
    occupation_id TEXT NOT NULL,
    away TEXT NOT NULL,
    PRIMARY KEY (round_id, person_id)
);

-- `by_slip`: how many of the sheets handed in came by card.
ALTER TABLE round_group ADD COLUMN away BIGINT NOT NULL DEFAULT 0;
ALTER TABLE round_group ADD COLUMN by_slip BIGINT NOT NULL DEFAULT 0;
ALTER TABLE round_group ADD COLUMN affiliation TEXT NOT NULL DEFAULT 'staff';

-- 記名: whose card a sheet came by, where it came by one.
ALTER TABLE staff_sheet ADD COLUMN slip_id TEXT;
CREATE UNIQUE INDEX staff_sheet_by_slip ON staff_sheet (slip_id);

-- Sheets by the day on which the board counted them.
CREATE TABLE collection_day (
    round_id TEXT NOT NULL REFERENCES round (id),
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    day TEXT NOT NULL,
    handed_in BIGINT NOT NULL,
    PRIMARY KEY (round_id, axis, group_id, day)
);

-- How often the explanations after 提出 were said to have been read; of nobody in particular.
CREATE TABLE learning (
    round_id TEXT PRIMARY KEY REFERENCES round (id),
    times_read BIGINT NOT NULL
);

-- 研修
CREATE TABLE training (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    round_id TEXT NOT NULL REFERENCES round (id),
    title TEXT NOT NULL,
    held_on TEXT NOT NULL,
    place TEXT NOT NULL,
    audience TEXT NOT NULL,
    attended BIGINT,
    note TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE training_item (
    training_id TEXT NOT NULL REFERENCES training (id),
    item_id TEXT NOT NULL,
    PRIMARY KEY (training_id, item_id)
);

-- That a group's result was shared with whoever answers for it, and what was agreed.
CREATE TABLE sharing (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    shared_on TEXT NOT NULL,
    agreed TEXT NOT NULL,
    recorded_by TEXT NOT NULL,
    recorded_at BIGINT NOT NULL
);

CREATE TABLE mail_setting (
    facility_id TEXT PRIMARY KEY REFERENCES facility (id),
    host TEXT NOT NULL,
    port BIGINT NOT NULL,
    security TEXT NOT NULL,
    sender TEXT NOT NULL,
    sender_name TEXT NOT NULL,
    login_name TEXT NOT NULL,
    password_sealed TEXT NOT NULL,
    own_certificates TEXT NOT NULL
);

-- One wave of mail, a message each to its recipients; nothing leaves before `due_at`. The link is put in when it is sent.
-- Of a recipient only the state stays: `try_at` is the next try, or until when a try may take, and 0 in the end.
CREATE TABLE mailing (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    due_at BIGINT NOT NULL,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE mailing_recipient (
    mailing_id TEXT NOT NULL REFERENCES mailing (id),
    person_id TEXT NOT NULL,
    address TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    try_at BIGINT NOT NULL,
    problem TEXT NOT NULL,
    PRIMARY KEY (mailing_id, person_id)
);

-- 再依頼 to come: so many days before the last day of the round, by mail or as a list to print.
CREATE TABLE reminder (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    days_before BIGINT NOT NULL,
    way TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    done_at BIGINT,
    UNIQUE (round_id, days_before, way)
);
