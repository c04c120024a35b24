-- People are ids. A name is kept apart, so that it can be forgotten alone; what rooms told of finished sessions goes with its person.
CREATE TABLE clinic_people (
    id text PRIMARY KEY,
    since_utc text NOT NULL,
    due_utc text,
    deleted_utc text
);

CREATE TABLE clinic_names (
    person text PRIMARY KEY REFERENCES clinic_people(id),
    name text NOT NULL,
    -- In capitals, to look up by.
    folded text NOT NULL
);

CREATE TABLE clinic_sessions (
    person text NOT NULL REFERENCES clinic_people(id),
    session text NOT NULL,
    ended_utc text NOT NULL,
    record text NOT NULL,
    PRIMARY KEY (person, session)
);

CREATE INDEX clinic_sessions_last ON clinic_sessions(person, ended_utc DESC);

-- Whoever has a ledger from before is listed too.
INSERT INTO clinic_people(id, since_utc)
    SELECT grainidextensionstring, to_char(min(modifiedon), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
    FROM orleansstorage WHERE graintypestring = 'ledger' AND grainidextensionstring IS NOT NULL
    GROUP BY grainidextensionstring;
