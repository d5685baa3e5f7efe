-- What people who answer for the node look through: sessions by state, and escalations that were decided.
CREATE INDEX session_state ON session (state, session_id);
CREATE INDEX escalation_ended ON escalation (ended_at, session_id, escalation_id) WHERE ended_at IS NOT NULL;
