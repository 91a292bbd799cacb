-- title: Tickets by weekday and hour
-- says: When tickets come in, for planning who triages when.
-- chart: line x=hour y=tickets colour=weekday
SELECT dayname(created_at) AS weekday, hour(created_at) AS hour, count(*) AS tickets
FROM tickets
WHERE created_at IS NOT NULL
GROUP BY weekday, isodow(created_at), hour
ORDER BY isodow(created_at), hour
