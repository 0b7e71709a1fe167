-- What single executives would answer before the meeting (参考回答); the hospital's answer stands on its sheet.
CREATE TABLE opinion (
    sheet_id TEXT NOT NULL REFERENCES sheet (id),
    item_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    name TEXT NOT NULL,
    mark TEXT NOT NULL,
    memo TEXT NOT NULL,
    set_at BIGINT NOT NULL,
    PRIMARY KEY (sheet_id, item_id, account_id)
);
