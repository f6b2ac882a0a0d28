-- Message templates as Meta has them. `news_at` is Meta's time of the last webhook about one, `heard_at` ours: what
-- is read from Meta's list is older than what a webhook says meanwhile.
CREATE TABLE "templates" (
  "seq" BIGINT GENERATED ALWAYS AS IDENTITY,
  "company_id" TEXT NOT NULL,
  "waba_id" TEXT NOT NULL,
  "template_id" TEXT NOT NULL CHECK ("template_id" ~ '^[0-9]{1,32}$'),
  "name" TEXT NOT NULL,
  "language" TEXT NOT NULL,
  "category" TEXT NOT NULL,
  "status" TEXT NOT NULL,
  "quality" TEXT,
  "rejected_reason" TEXT,
  "components" JSONB NOT NULL,
  "previous_category" TEXT,
  "news_at" TIMESTAMPTZ(3),
  "heard_at" TIMESTAMPTZ(3),
  "synced_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "templates_pkey" PRIMARY KEY ("company_id", "waba_id", "template_id"),
  CONSTRAINT "templates_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "templates_account_seq" ON "templates" ("company_id", "waba_id", "seq");
CREATE INDEX "templates_name" ON "templates" ("company_id", "waba_id", "name", "language");

-- When the templates of an account are next read from Meta. Whoever moves `next_at` on reads them.
CREATE TABLE "template_syncs" (
  "company_id" TEXT NOT NULL,
  "waba_id" TEXT NOT NULL,
  "next_at" TIMESTAMPTZ(3) NOT NULL,
  "synced_at" TIMESTAMPTZ(3),
  CONSTRAINT "template_syncs_pkey" PRIMARY KEY ("company_id", "waba_id"),
  CONSTRAINT "template_syncs_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- What the provider says of a number, and when it is asked next how the phone is: by whoever moves that on.
ALTER TABLE "phone_status" ADD COLUMN "provider" JSONB;
ALTER TABLE "phone_status" ADD COLUMN "next_check_at" TIMESTAMPTZ(3) NOT NULL DEFAULT '1970-01-01 00:00:00+00';
ALTER TABLE "phone_status" ADD COLUMN "failed_checks" INTEGER NOT NULL DEFAULT 0;
CREATE INDEX "phone_status_next_check" ON "phone_status" ("process_name", "next_check_at");
