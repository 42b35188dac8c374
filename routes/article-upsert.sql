-- Upserts a batch of rows. Which update of an article wins is a total order, so that the table ends up the same
-- whatever the order, the duplicates and the source: version time, a kill without version, version, status, the item.
--
-- Parameters: the columns of article.jq's rows and the item itself, each an array of texts with an element a row; origin.
-- Result: stored, unchanged; lags, the seconds from version time to storage of each row stored, which only metrics need.
WITH batch AS (
  -- side by side in a row's order; in FROM, each array would be copied once more
  SELECT
    unnest(CAST(:?uri AS text[])) AS uri,
    unnest(CAST(:?version AS text[]))::bigint AS version,
    unnest(CAST(:?version_created AS text[]))::timestamptz AS version_created,
    unnest(CAST(:?pub_status AS text[])) AS pub_status,
    unnest(CAST(:?type AS text[])) AS type,
    unnest(CAST(:?language AS text[])) AS language,
    unnest(CAST(:?headline AS text[])) AS headline,
    unnest(CAST(:?byline AS text[])) AS byline,
    unnest(CAST(:?body_text AS text[])) AS body_text,
    unnest(CAST(:?body_html AS text[])) AS body_html,
    unnest(CAST(:?first_created AS text[]))::timestamptz AS first_created,
    unnest(CAST(:?embargoed AS text[]))::timestamptz AS embargoed,
    unnest(CAST(:?urgency AS text[]))::smallint AS urgency,
    unnest(CAST(:?item AS text[]))::jsonb AS item
), newest AS (
  SELECT DISTINCT ON (uri) *
  FROM batch
  ORDER BY uri, version_created DESC, (pub_status = 'canceled' AND version IS NULL) DESC, COALESCE(version, 0) DESC,
    array_position(ARRAY['usable', 'withheld', 'canceled'], pub_status) DESC, item DESC
), stored AS (
  INSERT INTO article AS a (
    uri, version, version_created, pub_status, type, language, headline, byline, body_text, body_html, first_created,
    embargoed, urgency, item, origin, updated_at)
  SELECT uri, version, version_created, pub_status, type, language, headline, byline, body_text, body_html, first_created,
    embargoed, urgency, item, :?origin, now()
  FROM newest
  ORDER BY uri -- so that two batches never wait for each other in a circle
  ON CONFLICT (uri) DO UPDATE SET
    version = excluded.version, version_created = excluded.version_created, pub_status = excluded.pub_status,
    type = excluded.type, language = excluded.language, headline = excluded.headline, byline = excluded.byline,
    body_text = excluded.body_text, body_html = excluded.body_html, first_created = excluded.first_created,
    embargoed = excluded.embargoed, urgency = excluded.urgency, item = excluded.item, origin = excluded.origin,
    updated_at = excluded.updated_at
  WHERE (excluded.version_created, excluded.pub_status = 'canceled' AND excluded.version IS NULL, COALESCE(excluded.version, 0),
         array_position(ARRAY['usable', 'withheld', 'canceled'], excluded.pub_status), excluded.item)
      > (a.version_created, a.pub_status = 'canceled' AND a.version IS NULL, COALESCE(a.version, 0),
         array_position(ARRAY['usable', 'withheld', 'canceled'], a.pub_status), a.item)
  RETURNING extract(epoch FROM updated_at - version_created) AS lag
)
SELECT count(*) AS stored, cardinality(CAST(:?uri AS text[])) - count(*) AS unchanged, string_agg(lag::text, ' ') AS lags
FROM stored
