CREATE TABLE article (
  uri             text PRIMARY KEY,
  version         bigint,
  version_created timestamptz NOT NULL,
  pub_status      text NOT NULL CHECK (pub_status IN ('usable', 'withheld', 'canceled')),
  type            text,
  language        text,
  headline        text,
  byline          text,
  body_text       text,
  body_html       text,
  first_created   timestamptz,
  embargoed       timestamptz,
  urgency         smallint,
  item            jsonb NOT NULL,
  origin          text NOT NULL,
  updated_at      timestamptz NOT NULL
);

COMMENT ON TABLE article IS 'The newest known version of each news item. A canceled one stays, as a tombstone.';
COMMENT ON COLUMN article.item IS 'The item as it was received';
COMMENT ON COLUMN article.origin IS 'Where this version came from: broker or api';

CREATE VIEW published_article AS
SELECT * FROM article
WHERE pub_status = 'usable' AND (embargoed IS NULL OR embargoed <= now());

COMMENT ON VIEW published_article IS 'What readers may see now';

CREATE TABLE dead_letter (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at timestamptz NOT NULL DEFAULT now(),
  origin      text NOT NULL,
  reason      text NOT NULL,
  detail      text NOT NULL,
  headers     jsonb NOT NULL,
  body        bytea NOT NULL,
  digest      text NOT NULL GENERATED ALWAYS AS (encode(sha256(body), 'hex')) STORED UNIQUE,
  attempts    integer NOT NULL DEFAULT 1,
  replayed_at timestamptz
);

COMMENT ON TABLE dead_letter IS 'Items that could not be stored, whole';
COMMENT ON COLUMN dead_letter.attempts IS 'How often it was tried and failed';
COMMENT ON COLUMN dead_letter.replayed_at IS 'When a replay succeeded; null while it waits';
