-- name: add
INSERT INTO category_aliases (alias_id, change, old_name, new_name, changed_by)
SELECT coalesce(max(alias_id), 0) + 1, $change, $old, $new, $by FROM category_aliases

-- name: follow
-- What was called otherwise before that is now called as the last one is.
INSERT INTO category_aliases (alias_id, change, old_name, new_name, changed_by)
SELECT (SELECT max(alias_id) FROM category_aliases) + row_number() OVER (ORDER BY old_name),
       'renamed', old_name, $new, $by
FROM v_category_aliases WHERE new_name = $old AND old_name <> $new

-- name: back
-- Names that are those of a category again.
INSERT INTO category_aliases (alias_id, change, old_name, new_name, changed_by)
SELECT (SELECT max(alias_id) FROM category_aliases) + row_number() OVER (ORDER BY old_name),
       'back', old_name, old_name, $by
FROM v_category_aliases WHERE list_contains($names, old_name)

-- name: split_back
-- A split name means the whole again.
INSERT INTO category_aliases (alias_id, change, old_name, new_name, changed_by)
SELECT (SELECT max(alias_id) FROM category_aliases) + row_number() OVER (ORDER BY old_name),
       'back', old_name, old_name, $by
FROM category_aliases WHERE list_contains($names, old_name)
GROUP BY old_name HAVING arg_max(change, alias_id) = 'split'

-- name: all
SELECT change, old_name, new_name, changed_by, changed_at FROM category_aliases ORDER BY alias_id

-- name: tickets
UPDATE tickets SET written_category = coalesce(written_category, exported_category),
    exported_category = $new
WHERE exported_category = $old

-- name: labels
UPDATE tickets SET category = $new WHERE category = $old

-- name: first_labels
UPDATE tickets SET written_first_category = coalesce(written_first_category, first_category),
    first_category = $new
WHERE first_category = $old

-- name: decisions
UPDATE decisions SET written_category = coalesce(written_category, category), category = $new
WHERE category = $old

-- name: alternatives
UPDATE decisions SET alternatives = list_transform(alternatives, lambda a: struct_pack(
    category := if(a.category = $old, $new, a.category), confidence := a.confidence))
WHERE list_contains(list_transform(alternatives, lambda a: a.category), $old)

-- name: parents
UPDATE decisions SET parent = struct_pack(category := $new, confidence := parent.confidence)
WHERE parent.category = $old

-- name: problems
UPDATE decisions SET problems = list_transform(problems, lambda a: struct_pack(
    category := if(a.category = $old, $new, a.category), confidence := a.confidence))
WHERE list_contains(list_transform(problems, lambda a: a.category), $old)

-- name: reviews
UPDATE reviews SET written_category = coalesce(written_category, category), category = $new
WHERE category = $old

-- name: second_reviews
UPDATE reviews SET second_category = $new WHERE second_category = $old

-- name: suggestions
UPDATE reviews SET written_suggested = coalesce(written_suggested, suggested), suggested = $new
WHERE suggested = $old

-- name: baseline
UPDATE text_baseline SET category = $new WHERE category = $old

-- name: mapping
-- The groups of help desks; a category that has one keeps its own.
INSERT OR IGNORE INTO helpdesk_mapping
SELECT desk, $new, group_id FROM helpdesk_mapping WHERE category = $old

-- name: old_mapping
DELETE FROM helpdesk_mapping WHERE category = $old AND category <> $new

-- name: predictions
UPDATE drift_predictions SET category = $new WHERE category = $old

-- name: canary_answers
UPDATE canary_answers SET category = $new WHERE category = $old

-- name: checked_labels
UPDATE label_checks SET category = $new WHERE category = $old

-- name: checked_suggestions
UPDATE label_checks SET suggested = $new WHERE suggested = $old

-- name: split_decisions
-- A router that said the old name was right with every part of it, and stays so.
UPDATE decisions SET written_category = coalesce(written_category, category), category = $new
WHERE category = $old AND ticket_key IN (SELECT unnest($keys))

-- name: split_reviews
UPDATE reviews SET written_category = coalesce(written_category, category), category = $new
WHERE category = $old AND ticket_key IN (SELECT unnest($keys))

-- name: split_exported
UPDATE tickets SET written_category = coalesce(written_category, exported_category),
    exported_category = $new
WHERE exported_category = $old AND ticket_key IN (SELECT unnest($keys))

-- name: split_labels
UPDATE tickets SET category = $new WHERE category = $old AND ticket_key IN (SELECT unnest($keys))

-- name: own_exported
UPDATE tickets SET exported_category = written_category, written_category = NULL
WHERE list_contains($names, written_category)

-- name: own_first_labels
UPDATE tickets SET first_category = written_first_category, written_first_category = NULL
WHERE list_contains($names, written_first_category)

-- name: own_decisions
UPDATE decisions SET category = written_category, written_category = NULL
WHERE list_contains($names, written_category)

-- name: own_reviews
UPDATE reviews SET category = written_category, written_category = NULL
WHERE list_contains($names, written_category)

-- name: own_labels
UPDATE tickets SET category = {gold_label} WHERE category IS DISTINCT FROM {gold_label}

-- name: own_suggestions
UPDATE reviews SET suggested = written_suggested, written_suggested = NULL
WHERE list_contains($names, written_suggested)

-- name: left
SELECT DISTINCT category FROM tickets WHERE category IS NOT NULL
