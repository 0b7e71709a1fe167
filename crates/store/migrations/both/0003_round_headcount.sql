-- How many of which occupation worked in which department when the round opened: from it follows which groups lie in
-- each other, and so what must be hidden. No answer stands here.
CREATE TABLE round_headcount (
    round_id TEXT NOT NULL REFERENCES round (id),
    department_id TEXT NOT NULL,
    occupation_id TEXT NOT NULL,
    people BIGINT NOT NULL,
    PRIMARY KEY (round_id, department_id, occupation_id)
);
