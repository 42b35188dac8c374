-- They are counted every few seconds, while replayed ones pile up.
CREATE INDEX dead_letter_waiting ON dead_letter (id) WHERE replayed_at IS NULL;
