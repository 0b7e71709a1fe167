-- Vendors, what they supply and whom to ask there; what they were asked, what they answered, and how they were chased.

-- contract is `term` (of which both ends may be unknown) or `none` with its reason.
CREATE TABLE vendor (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    name TEXT NOT NULL,
    contract TEXT NOT NULL,
    contract_from TEXT,
    contract_until TEXT,
    contract_reason TEXT NOT NULL,
    note TEXT NOT NULL,
    set_aside_on TEXT,
    created_at BIGINT NOT NULL
);

CREATE INDEX vendor_facility ON vendor (facility_id);

CREATE TABLE vendor_system (
    vendor_id TEXT NOT NULL REFERENCES vendor (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (vendor_id, position)
);

CREATE TABLE vendor_contact (
    vendor_id TEXT NOT NULL REFERENCES vendor (id),
    position BIGINT NOT NULL,
    name TEXT NOT NULL,
    telephone TEXT NOT NULL,
    fax TEXT NOT NULL,
    mail TEXT NOT NULL,
    PRIMARY KEY (vendor_id, position)
);

-- The system's name is kept as it was when it was asked about. state_on: since when it has been asked again, handed in
-- or withdrawn. token_hash finds the inquiry of a link; link_salt goes up
-- where the link is replaced. revision goes up with every change of the answers.
CREATE TABLE inquiry (
    id TEXT PRIMARY KEY,
    facility_id TEXT NOT NULL REFERENCES facility (id),
    vendor_id TEXT NOT NULL REFERENCES vendor (id),
    system TEXT NOT NULL,
    catalog_id TEXT NOT NULL,
    due TEXT NOT NULL,
    message TEXT NOT NULL,
    state TEXT NOT NULL,
    sent_on TEXT,
    state_on TEXT,
    answered_by TEXT,
    answered_way TEXT,
    revision BIGINT NOT NULL,
    link_salt BIGINT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    made_by TEXT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE INDEX inquiry_facility ON inquiry (facility_id);

-- mark is empty as long as there is none.
CREATE TABLE inquiry_question (
    inquiry_id TEXT NOT NULL REFERENCES inquiry (id),
    position BIGINT NOT NULL,
    list_id TEXT NOT NULL,
    item_id TEXT NOT NULL,
    mark TEXT NOT NULL,
    comment TEXT NOT NULL,
    target_on TEXT,
    PRIMARY KEY (inquiry_id, item_id)
);

-- Added to, never changed. new_due says that the vendor was asked again and until when.
CREATE TABLE inquiry_chase (
    id TEXT PRIMARY KEY,
    inquiry_id TEXT NOT NULL REFERENCES inquiry (id),
    day TEXT NOT NULL,
    way TEXT NOT NULL,
    whom TEXT NOT NULL,
    said TEXT NOT NULL,
    new_due TEXT,
    written_by TEXT NOT NULL,
    written_at BIGINT NOT NULL
);

CREATE INDEX inquiry_chase_inquiry ON inquiry_chase (inquiry_id);
