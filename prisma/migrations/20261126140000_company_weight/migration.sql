-- How many turns a company gets beside the others'.

ALTER TABLE "companies" ADD COLUMN "weight" INTEGER NOT NULL DEFAULT 1 CHECK ("weight" BETWEEN 1 AND 100);
CREATE INDEX "companies_weighted" ON "companies" ("id") WHERE "weight" <> 1;
