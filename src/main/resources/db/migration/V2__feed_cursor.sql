CREATE TABLE feed_cursor (
  feed          text PRIMARY KEY,
  since         timestamptz NOT NULL,
  next_since    timestamptz,
  next_url      text,
  validated_url text,
  etag          text,
  last_modified text,
  updated_at    timestamptz NOT NULL,
  CHECK ((next_url IS NULL) = (next_since IS NULL))
);

COMMENT ON TABLE feed_cursor IS 'Position in the article API''s feed, moved after the rows are stored';
COMMENT ON COLUMN feed_cursor.since IS 'What was updated before this moment is in the table; it never goes back';
COMMENT ON COLUMN feed_cursor.next_since IS 'What since becomes when the last page of the reading in progress is stored';
COMMENT ON COLUMN feed_cursor.next_url IS 'The page at which the reading in progress goes on, also after a restart';
COMMENT ON COLUMN feed_cursor.validated_url IS 'The URL that etag and last_modified belong to';
