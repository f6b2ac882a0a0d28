-- Messages that are understood and not told yet: their files are being fetched, or what came before them is.

CREATE TABLE "inbound_waiting" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "source" TEXT NOT NULL,
  "journal_id" BIGINT NOT NULL,
  "phone_id" TEXT NOT NULL,
  "chat_id" TEXT NOT NULL,
  "provider_message_id" TEXT NOT NULL,
  "observation" JSONB NOT NULL,
  -- Its file is still to come.
  "pending" BOOLEAN NOT NULL,
  -- What comes after it in its chat waits for it.
  "holds" BOOLEAN NOT NULL,
  "tell_by" TIMESTAMPTZ(3) NOT NULL,
  "told_at" TIMESTAMPTZ(3),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "inbound_waiting_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "inbound_waiting_phone_id_provider_message_id_key" ON "inbound_waiting" ("phone_id", "provider_message_id");
CREATE INDEX "inbound_waiting_chat" ON "inbound_waiting" ("phone_id", "chat_id", "id") WHERE "told_at" IS NULL;
CREATE INDEX "inbound_waiting_due" ON "inbound_waiting" ("source", "next_at") WHERE "pending";
