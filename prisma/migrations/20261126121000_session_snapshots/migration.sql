-- The logins of WhatsApp Web phones, sealed: what another host needs to go on with a phone without a new QR code.

-- Versions come from one sequence, so that they only grow, also for a phone that was logged out and paired again.
-- A row in state 'forgotten' holds nothing: it says that all versions below it are worth nothing.
CREATE TABLE "session_snapshots" (
  "version" BIGINT GENERATED ALWAYS AS IDENTITY,
  "phone_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "epoch" BIGINT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('writing', 'kept', 'forgotten')),
  "size_bytes" BIGINT,
  "sha256" TEXT,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "proven_at" TIMESTAMPTZ(3),
  CONSTRAINT "session_snapshots_pkey" PRIMARY KEY ("version"),
  CONSTRAINT "session_snapshots_phone_id_fkey" FOREIGN KEY ("phone_id") REFERENCES "phone_configs" ("phone_id") ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "session_snapshots_whole" CHECK ("state" <> 'kept' OR ("size_bytes" IS NOT NULL AND "sha256" IS NOT NULL))
);
CREATE INDEX "session_snapshots_phone_id_version_idx" ON "session_snapshots" ("phone_id", "version" DESC);

CREATE TABLE "session_snapshot_chunks" (
  "version" BIGINT NOT NULL,
  "seq" INTEGER NOT NULL,
  "data" BYTEA NOT NULL CHECK (octet_length("data") <= 1048576),
  CONSTRAINT "session_snapshot_chunks_pkey" PRIMARY KEY ("version", "seq"),
  CONSTRAINT "session_snapshot_chunks_version_fkey" FOREIGN KEY ("version") REFERENCES "session_snapshots" ("version") ON DELETE CASCADE ON UPDATE CASCADE
);
-- Sealed bytes do not compress: trying costs time for nothing.
ALTER TABLE "session_snapshot_chunks" ALTER COLUMN "data" SET STORAGE EXTERNAL;

-- Why a phone is not ready, as a word that programs can branch on.
ALTER TABLE "phone_status" ADD COLUMN "reason_code" TEXT;
