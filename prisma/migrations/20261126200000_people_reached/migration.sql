-- Whom an account has written to first, outside a window to answer in: the provider lets it reach so many in 24 hours.
CREATE TABLE "people_reached" (
  "owner" TEXT NOT NULL,
  "chat_id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "waiting" BOOLEAN NOT NULL,
  CONSTRAINT "people_reached_pkey" PRIMARY KEY ("owner", "chat_id")
);
CREATE INDEX "people_reached_at" ON "people_reached" ("owner", "at");
