-- The audit log: appended to, never changed. Each row's hash covers the row and the hash before it.
CREATE TABLE clinic_audit (
    seq bigint PRIMARY KEY,
    at text NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    hash bytea NOT NULL
);

CREATE FUNCTION clinic_audit_stays() RETURNS trigger AS $stays$
BEGIN
    RAISE EXCEPTION 'the audit log is appended to and never changed';
END
$stays$ LANGUAGE plpgsql;

CREATE TRIGGER clinic_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON clinic_audit
    FOR EACH STATEMENT EXECUTE FUNCTION clinic_audit_stays();
