-- A login may lie in a bucket; then its version has no pieces here.
ALTER TABLE "session_snapshots" ADD COLUMN "storage_key" TEXT;

-- Objects whose version is gone, until they are removed too. Filled by the database, so that nothing which removes a
-- version (its successors, a logout, its phone's or company's end) can forget its object.
CREATE TABLE "session_snapshot_leftovers" (
  "storage_key" TEXT NOT NULL,
  "left_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "session_snapshot_leftovers_pkey" PRIMARY KEY ("storage_key")
);

CREATE FUNCTION "session_snapshot_left"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO session_snapshot_leftovers (storage_key) VALUES (OLD.storage_key) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER "session_snapshot_left" AFTER DELETE ON "session_snapshots"
  FOR EACH ROW WHEN (OLD.storage_key IS NOT NULL) EXECUTE FUNCTION "session_snapshot_left"();
