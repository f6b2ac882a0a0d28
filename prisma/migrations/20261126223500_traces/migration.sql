-- What a message's logs and traces are found by: the request that it came with, and the W3C traceparent that all that
-- is done for it goes on under. Both are for people who look; nothing is decided by them.
ALTER TABLE "messages" ADD COLUMN "request_id" TEXT, ADD COLUMN "traceparent" TEXT;
ALTER TABLE "inbound_journal" ADD COLUMN "traceparent" TEXT;
ALTER TABLE "webhook_deliveries" ADD COLUMN "traceparent" TEXT;
