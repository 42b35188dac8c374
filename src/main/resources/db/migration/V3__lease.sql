CREATE TABLE lease (
  name       text PRIMARY KEY,
  lock_until timestamp NOT NULL,
  locked_at  timestamp NOT NULL,
  locked_by  text NOT NULL
);

COMMENT ON TABLE lease IS 'Which of several instances reads the article API; times are the database''s, in UTC';
