-- What failed or stays unconfirmed is listed and queued again in bulk; what is old is found to be removed.

CREATE INDEX "messages_dead" ON "messages" ("company_id", "seq") WHERE "status" IN ('failed', 'unconfirmed');
-- A few kilobytes, and no cost for each change of a message: rows lie in about the order in which they were made.
CREATE INDEX "messages_created" ON "messages" USING brin ("created_at");
