-- Each epoch of the database that a silo has seen: a restart, a restore or another server begins a new one.
CREATE TABLE clinic_epochs (
    name text PRIMARY KEY,
    since timestamptz NOT NULL
);
