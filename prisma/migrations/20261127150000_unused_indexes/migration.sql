-- Indexes that no statement uses any more, and that each new row had to be told to: retention goes by ids. The version
-- before works without them.
DROP INDEX IF EXISTS "messages_created";
DROP INDEX IF EXISTS "webhook_deliveries_created";
