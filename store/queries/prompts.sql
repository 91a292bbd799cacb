-- name: add
INSERT INTO prompts (prompt_id, prompt)
SELECT coalesce(max(prompt_id), 0) + 1, $prompt FROM prompts RETURNING prompt_id

-- name: all
SELECT prompt_id, prompt, created_at FROM prompts ORDER BY prompt_id DESC
