-- People whom the Cloud API knows by a business-scoped user id, with or without a number.

ALTER TABLE "contacts"
  ADD COLUMN "bsuid" TEXT,
  ADD COLUMN "username" TEXT,
  ADD COLUMN "accepts_marketing" BOOLEAN,
  -- Spellings that the person is no longer known by; what was said under them moves to the one of today.
  ADD COLUMN "former_spellings" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "contacts" DROP CONSTRAINT "contacts_identity";
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_identity"
  CHECK ("phone_number" IS NOT NULL OR "lid" IS NOT NULL OR "bsuid" IS NOT NULL);
CREATE UNIQUE INDEX "contacts_company_id_bsuid_key" ON "contacts" ("company_id", "bsuid");
UPDATE "contacts" SET "former_spellings" = ARRAY["lid"]
  WHERE "linked_at" IS NOT NULL AND "lid" IS NOT NULL AND "phone_number" IS NOT NULL;
