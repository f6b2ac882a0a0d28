-- Expand only. Erasures of a contact's or a company's data (GDPR, article 17): work that is done in batches, by one
-- process at a time, and finished by another where that one ends.

-- No foreign key: it outlives the company. While it runs, `subject` says what is looked for; when it is done that is
-- gone too, and counts are what remains.
CREATE TABLE "erasures" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('contact', 'company')),
  "status" TEXT NOT NULL DEFAULT 'running' CHECK ("status" IN ('running', 'done')),
  "subject" JSONB,
  "stage" TEXT,
  -- How far the stage has come.
  "place" JSONB,
  "counts" JSONB NOT NULL DEFAULT '{}',
  "actor_kind" TEXT NOT NULL,
  "actor_id" TEXT,
  -- In a row, since the last step that was done.
  "failures" INTEGER NOT NULL DEFAULT 0,
  "error" TEXT,
  "next_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "owner" TEXT,
  "owned_until" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "finished_at" TIMESTAMPTZ(3),
  CONSTRAINT "erasures_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "erasures_forgets" CHECK (("status" = 'done') = ("subject" IS NULL))
);
CREATE INDEX "erasures_company" ON "erasures" ("company_id", "id");
CREATE INDEX "erasures_running" ON "erasures" ("next_at") WHERE "status" = 'running';

-- Files that erased messages named, until it is known whether others name them too.
CREATE TABLE "erasure_files" (
  "erasure_id" TEXT NOT NULL,
  "media_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  CONSTRAINT "erasure_files_pkey" PRIMARY KEY ("erasure_id", "media_id")
);

-- A company is closed in one short transaction, and what may be millions of rows goes afterwards. Whoever removes a
-- company or a phone without an erasure (a version from before, an operator) removes these with it, as ever: with the owner's
-- rights, as a foreign key does.
ALTER TABLE "contacts" DROP CONSTRAINT "contacts_company_id_fkey";
ALTER TABLE "session_snapshots" DROP CONSTRAINT "session_snapshots_phone_id_fkey";

CREATE FUNCTION "is_being_erased"(company TEXT) RETURNS BOOLEAN LANGUAGE sql STABLE
  AS $$ SELECT EXISTS (SELECT 1 FROM erasures WHERE company_id = company AND kind = 'company' AND status = 'running') $$;

CREATE FUNCTION "company_contacts_gone"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT is_being_erased(OLD.id) THEN DELETE FROM contacts WHERE company_id = OLD.id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "company_contacts_gone" AFTER DELETE ON "companies"
  FOR EACH ROW EXECUTE FUNCTION "company_contacts_gone"();

CREATE FUNCTION "phone_snapshots_gone"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
  IF NOT is_being_erased(OLD.company_id) THEN DELETE FROM session_snapshots WHERE phone_id = OLD.phone_id; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "phone_snapshots_gone" AFTER DELETE ON "phone_configs"
  FOR EACH ROW EXECUTE FUNCTION "phone_snapshots_gone"();

ALTER TABLE "erasures" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "erasure_files" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_company" ON "erasures" USING ("company_id" = (SELECT watertight_company())) WITH CHECK ("company_id" = (SELECT watertight_company()));
CREATE POLICY "own_company" ON "erasure_files" USING ("company_id" = (SELECT watertight_company())) WITH CHECK ("company_id" = (SELECT watertight_company()));
