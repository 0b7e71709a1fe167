-- Files that vendors sent with their answers, at most one an item.
CREATE TABLE inquiry_file (
    inquiry_id TEXT NOT NULL REFERENCES inquiry (id),
    item_id TEXT NOT NULL,
    file_id TEXT NOT NULL REFERENCES stored_file (id),
    PRIMARY KEY (inquiry_id, item_id)
);
