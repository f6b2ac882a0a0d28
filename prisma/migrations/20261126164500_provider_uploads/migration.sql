-- Under which id a provider has a file that we uploaded for one of its numbers. Ids end after 30 days; a row is
-- forgotten before, and what has ended goes when others are written.
CREATE TABLE "provider_uploads" (
  "phone_number_id" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "mime_type" TEXT NOT NULL,
  "provider_media_id" TEXT NOT NULL,
  "uploaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "provider_uploads_pkey" PRIMARY KEY ("phone_number_id", "sha256", "mime_type")
);
CREATE INDEX "provider_uploads_expires_at" ON "provider_uploads" ("expires_at");

-- Files that a message not sent yet names somewhere in itself: in a header, a parameter, a card.
CREATE INDEX "messages_files" ON "messages" USING gin (("content" -> 'files'))
  WHERE "status" IN ('scheduled', 'queued', 'sending', 'unconfirmed') AND "content" ? 'files';
