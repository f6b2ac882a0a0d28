-- People who sign in to the dashboard, and their sessions. Of passwords and tokens only hashes are kept.
CREATE TABLE "employees" (
  "id" TEXT NOT NULL,
  "company_id" TEXT NOT NULL,
  "email" TEXT NOT NULL CHECK ("email" = lower("email")),
  "name" TEXT NOT NULL,
  "role" TEXT NOT NULL CHECK ("role" IN ('admin', 'agent', 'viewer')),
  "password_hash" TEXT,
  "disabled_at" TIMESTAMPTZ(3),
  "last_signed_in_at" TIMESTAMPTZ(3),
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "employees_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "employees_company_id_fkey" FOREIGN KEY ("company_id") REFERENCES "companies" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "employees_company_id_email_key" ON "employees" ("company_id", "email");
CREATE INDEX "employees_email_idx" ON "employees" ("email");

CREATE TABLE "employee_sessions" (
  "token_hash" TEXT NOT NULL,
  "employee_id" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expires_at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "employee_sessions_pkey" PRIMARY KEY ("token_hash"),
  CONSTRAINT "employee_sessions_employee_id_fkey" FOREIGN KEY ("employee_id") REFERENCES "employees" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "employee_sessions_employee_id_idx" ON "employee_sessions" ("employee_id");
CREATE INDEX "employee_sessions_expires_at_idx" ON "employee_sessions" ("expires_at");
