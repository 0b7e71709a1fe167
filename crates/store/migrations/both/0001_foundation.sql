-- Times are BIGINT milliseconds UTC, days are TEXT yyyy-mm-dd, ids are TEXT.

CREATE TABLE facility (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    contact TEXT NOT NULL,
    group_minimum BIGINT NOT NULL,
    appraisal_policy TEXT NOT NULL,
    edition TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE circumstance (
    facility_id TEXT NOT NULL REFERENCES facility (id),
    condition_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (facility_id, condition_id)
);

CREATE TABLE occupation (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    UNIQUE (facility_id, name)
);

CREATE TABLE department (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    parent_id TEXT REFERENCES department (id),
    name TEXT NOT NULL,
    position BIGINT NOT NULL
);

CREATE TABLE headcount (
    department_id TEXT NOT NULL REFERENCES department (id),
    occupation_id TEXT NOT NULL REFERENCES occupation (id),
    people BIGINT NOT NULL,
    PRIMARY KEY (department_id, occupation_id)
);

CREATE TABLE account (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    login_name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    department_id TEXT REFERENCES department (id),
    state TEXT NOT NULL,
    password_hash TEXT,
    password_profile TEXT,
    totp_sealed TEXT,
    totp_last_step BIGINT,
    invitation_hash TEXT,
    invitation_until BIGINT,
    created_at BIGINT NOT NULL,
    last_login_at BIGINT
);

CREATE TABLE recovery_code (
    code_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id)
);

CREATE TABLE session (
    id_hash TEXT PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    stage TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

CREATE TABLE login_failure (
    subject TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE TABLE audit_event (
    id TEXT PRIMARY KEY,
    facility_id TEXT,
    at BIGINT NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_id TEXT,
    actor_name TEXT NOT NULL,
    source TEXT NOT NULL,
    event TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id TEXT,
    detail TEXT NOT NULL
);

CREATE INDEX audit_event_by_time ON audit_event (facility_id, at);

CREATE TABLE round (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    catalog_id TEXT NOT NULL,
    name TEXT NOT NULL,
    from_day TEXT NOT NULL,
    until_day TEXT NOT NULL,
    naming TEXT NOT NULL,
    group_minimum BIGINT NOT NULL,
    state TEXT NOT NULL,
    opened_at BIGINT,
    opened_by TEXT,
    closed_at BIGINT,
    closed_by TEXT,
    created_at BIGINT NOT NULL
);

CREATE TABLE round_list (
    round_id TEXT NOT NULL REFERENCES round (id),
    list_id TEXT NOT NULL,
    PRIMARY KEY (round_id, list_id)
);

-- What was fixed when the round opened: circumstances, and who was to be asked, by name, so that later changes of the
-- hospital change no round.
CREATE TABLE round_circumstance (
    round_id TEXT NOT NULL REFERENCES round (id),
    condition_id TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (round_id, condition_id)
);

CREATE TABLE round_group (
    round_id TEXT NOT NULL REFERENCES round (id),
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    asked BIGINT NOT NULL,
    handed_in BIGINT NOT NULL,
    PRIMARY KEY (round_id, axis, group_id)
);

CREATE TABLE entrance (
    token_hash TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    department_id TEXT NOT NULL
);

-- How often each mark was given; kept in the transaction of the answer, never counted over all answers.
CREATE TABLE staff_count (
    round_id TEXT NOT NULL REFERENCES round (id),
    axis TEXT NOT NULL,
    group_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    yes BIGINT NOT NULL,
    no BIGINT NOT NULL,
    not_applicable BIGINT NOT NULL,
    blank BIGINT NOT NULL,
    PRIMARY KEY (round_id, axis, group_id, item_id)
);

-- The hospital's one sheet per list (executives', administrators').
CREATE TABLE sheet (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    list_id TEXT NOT NULL,
    filler TEXT NOT NULL,
    filled_on TEXT,
    handed_in_at BIGINT,
    handed_in_by TEXT,
    UNIQUE (round_id, list_id)
);

CREATE TABLE answer (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    mark TEXT,
    memo TEXT NOT NULL,
    reason TEXT NOT NULL,
    revision BIGINT NOT NULL,
    set_by TEXT NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, item_id)
);

-- Every mark that ever stood there; rows are added, never changed.
CREATE TABLE answer_revision (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    mark TEXT,
    memo TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_by TEXT NOT NULL REFERENCES account (id),
    set_at BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, item_id, revision)
);

-- Working ticks at the bullets of an item; never scored.
CREATE TABLE tick (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    bullet BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, item_id, bullet)
);

-- 記名 rounds only.
CREATE TABLE staff_sheet (
    id TEXT PRIMARY KEY,
    round_id TEXT NOT NULL REFERENCES round (id),
    department_id TEXT NOT NULL,
    occupation_id TEXT NOT NULL,
    filler TEXT NOT NULL,
    filled_on TEXT NOT NULL,
    receipt_hash TEXT NOT NULL UNIQUE,
    revision BIGINT NOT NULL,
    state TEXT NOT NULL,
    entered_by TEXT REFERENCES account (id),
    handed_in_at BIGINT NOT NULL
);

CREATE TABLE staff_answer (
    sheet_id TEXT NOT NULL REFERENCES staff_sheet (id),
    revision BIGINT NOT NULL,
    item_id TEXT NOT NULL,
    mark TEXT,
    PRIMARY KEY (sheet_id, revision, item_id)
);
