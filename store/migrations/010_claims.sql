-- Who holds which ticket right now, so that two reviewers never have the same one.

CREATE TABLE claims (
    ticket_key BIGINT NOT NULL,
    reviewer VARCHAR NOT NULL,
    session VARCHAR NOT NULL,
    server VARCHAR NOT NULL,
    blind BOOLEAN NOT NULL,
    expires_at TIMESTAMP NOT NULL
);

COMMENT ON TABLE claims IS 'Tickets that a reviewer has on screen; a claim that is not renewed runs out';
COMMENT ON COLUMN claims.ticket_key IS 'The ticket that is held';
COMMENT ON COLUMN claims.reviewer IS 'Who holds it, by the name they gave';
COMMENT ON COLUMN claims.session IS 'The browser tab that holds it';
COMMENT ON COLUMN claims.server IS 'The process of the app in which that tab lived';
COMMENT ON COLUMN claims.blind IS 'Held for a blind second look';
COMMENT ON COLUMN claims.expires_at IS 'When others may have it, UTC, unless it is renewed';

-- Tickets that somebody asked to look at, whatever the policy says, and nobody decided since.
CREATE VIEW v_wanted AS
SELECT w.ticket_key, max(w.review_id) AS review_id
FROM (
    SELECT r.ticket_key, r.review_id FROM reviews r
    WHERE r.verdict = 'sent'
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = r.review_id)
    UNION ALL
    SELECT b.ticket_key, b.review_id FROM reviews b
    JOIN (SELECT ticket_key, arg_max(category, review_id) AS category FROM v_standing
          GROUP BY ticket_key) s USING (ticket_key)
    WHERE b.blind AND b.category <> s.category
      AND NOT EXISTS (SELECT 1 FROM reviews u WHERE u.undoes = b.review_id)
) w
WHERE NOT EXISTS (SELECT 1 FROM v_standing s
                  WHERE s.ticket_key = w.ticket_key AND s.review_id > w.review_id)
GROUP BY w.ticket_key;

COMMENT ON VIEW v_wanted IS 'Tickets sent to review by hand, or judged differently in a blind second look, that wait for a decision';
COMMENT ON COLUMN v_wanted.ticket_key IS 'The ticket that waits';
COMMENT ON COLUMN v_wanted.review_id IS 'The review that asks for it';

-- The tickets of a run that wait for a person by its policy (NULL: any).
CREATE MACRO waiting(in_run, a_kind, a_category, least, most) AS TABLE
SELECT d.ticket_key, d.category, d.confidence, d.review_kind, t.created_at,
       d.confidence - coalesce(d.alternatives[1].confidence, 0) AS lead,
       t.exported_category IS NULL OR t.exported_category = '' AS unplaced
FROM decisions d JOIN tickets t USING (ticket_key)
WHERE d.run_id = in_run AND d.disposition <> 'auto'
  AND (a_kind IS NULL OR d.review_kind = a_kind)
  AND (a_category IS NULL OR d.category = a_category)
  AND d.confidence BETWEEN least AND most;
