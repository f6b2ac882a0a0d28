-- A phone may name another one that serves its messages while it has not been ready for a while.
ALTER TABLE "phone_configs" ADD COLUMN "fallback" JSONB;
CREATE INDEX "phone_configs_fallback" ON "phone_configs" ("phone_id") WHERE "fallback" IS NOT NULL;

-- Null while it is ready.
ALTER TABLE "phone_status" ADD COLUMN "not_ready_since" TIMESTAMPTZ(3) DEFAULT clock_timestamp();
UPDATE "phone_status" SET "not_ready_since" = CASE WHEN "status" = 'ready' THEN NULL ELSE "updated_at" END;
CREATE FUNCTION "phone_status_not_ready_since"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.status = 'ready' THEN NEW.not_ready_since := NULL;
  ELSIF OLD.status = 'ready' OR NEW.not_ready_since IS NULL THEN NEW.not_ready_since := clock_timestamp();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER "phone_status_not_ready_since" BEFORE UPDATE OF "status" ON "phone_status"
  FOR EACH ROW EXECUTE FUNCTION "phone_status_not_ready_since"();

-- The index of the phone that a message was meant for, when another one serves it; and whether another one may.
ALTER TABLE "messages" ADD COLUMN "fallback_from" INTEGER;
ALTER TABLE "messages" ADD COLUMN "no_fallback" BOOLEAN NOT NULL DEFAULT false;
