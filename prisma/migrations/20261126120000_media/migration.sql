-- Files of messages: who has them and where their bytes lie. No foreign key to companies: rows must outlive their
-- company until the bytes are gone too. Removing a company marks them, and the sweep removes bytes and rows.
CREATE TABLE "media" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "origin" TEXT NOT NULL CHECK ("origin" IN ('outbound', 'inbound', 'upload')),
  "phone_id" TEXT,
  "mime_type" TEXT NOT NULL,
  "size_bytes" BIGINT NOT NULL CHECK ("size_bytes" > 0),
  "sha256" TEXT NOT NULL CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
  "filename" TEXT,
  "storage_key" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "stored_at" TIMESTAMPTZ(3),
  "removed_at" TIMESTAMPTZ(3),
  CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "media_company" ON "media" ("company_id", "id");
CREATE INDEX "media_storage_key" ON "media" ("storage_key");
CREATE INDEX "media_created_at" ON "media" ("created_at");
-- What the sweep looks for beside what is old: few rows each.
CREATE INDEX "media_removed" ON "media" ("removed_at") WHERE "removed_at" IS NOT NULL;
CREATE INDEX "media_unstored" ON "media" ("created_at") WHERE "stored_at" IS NULL;

-- Which files are still needed, because a message with them is not sent yet.
CREATE INDEX "messages_media" ON "messages" (("content" -> 'media' ->> 'mediaId'))
  WHERE "status" IN ('scheduled', 'queued', 'sending', 'unconfirmed') AND "content" ? 'media';
