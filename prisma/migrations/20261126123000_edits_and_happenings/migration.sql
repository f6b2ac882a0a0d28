-- Messages that were edited or taken back, and events that a provider may tell twice.

ALTER TABLE "messages" ADD COLUMN "edited_at" TIMESTAMPTZ(3), ADD COLUMN "revoked_at" TIMESTAMPTZ(3);

ALTER TABLE "message_events" ADD COLUMN "dedupe_key" TEXT;
CREATE UNIQUE INDEX "message_events_dedupe" ON "message_events" ("dedupe_key") WHERE "dedupe_key" IS NOT NULL;
