-- Expand only: two tables, and row-level security as the second wall between companies. The owner of the tables is not
-- subject to it, so a version from before connects as ever; what other roles may is in prisma/roles.sql.

-- What administrators did. No foreign key: it outlives the company.
CREATE TABLE "audit_log" (
  "id" BIGINT GENERATED ALWAYS AS IDENTITY,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  "company_id" TEXT,
  "actor_kind" TEXT NOT NULL,
  "actor_id" TEXT,
  "action" TEXT NOT NULL,
  "target" JSONB NOT NULL DEFAULT '{}',
  "status" INTEGER NOT NULL,
  "code" TEXT,
  "ip" TEXT,
  "request_id" TEXT,
  CONSTRAINT "audit_log_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "audit_log_company" ON "audit_log" ("company_id", "id");
CREATE INDEX "audit_log_at" ON "audit_log" ("at");

-- Whose rows a connection may see, where its role is subject to policies; empty is nobody's.
CREATE FUNCTION "watertight_company"() RETURNS TEXT LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('watertight.company', true), '') $$;

DO $$
DECLARE
  name TEXT;
BEGIN
  -- Every table is closed to roles without a policy.
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
  END LOOP;
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c JOIN pg_tables t ON t.tablename = c.table_name AND t.schemaname = c.table_schema
    WHERE c.table_schema = current_schema() AND c.column_name = 'company_id'
  LOOP
    EXECUTE format('CREATE POLICY "own_company" ON %I USING (company_id = (SELECT watertight_company())) WITH CHECK (company_id = (SELECT watertight_company()))', name);
  END LOOP;
END $$;

CREATE POLICY "own_company" ON "companies" USING ("id" = (SELECT watertight_company())) WITH CHECK ("id" = (SELECT watertight_company()));
-- What hangs on a row of the company's: the subquery sees only such.
CREATE POLICY "own_company" ON "message_attempts" USING (EXISTS (SELECT 1 FROM "messages" m WHERE m."id" = "message_id"));
CREATE POLICY "own_company" ON "employee_sessions" USING (EXISTS (SELECT 1 FROM "employees" e WHERE e."id" = "employee_id"));
CREATE POLICY "own_company" ON "webhook_secrets" USING (EXISTS (SELECT 1 FROM "webhook_endpoints" e WHERE e."id" = "endpoint_id"));
CREATE POLICY "own_company" ON "webhook_lanes" USING (EXISTS (SELECT 1 FROM "webhook_endpoints" e WHERE e."id" = "endpoint_id"));
CREATE POLICY "own_company" ON "leases" USING (EXISTS (SELECT 1 FROM "phone_configs" p WHERE p."phone_id" = "leases"."phone_id"));
CREATE POLICY "own_company" ON "chat_pace" USING (EXISTS (SELECT 1 FROM "phone_configs" p WHERE p."phone_id" = "chat_pace"."phone_id"));
CREATE POLICY "own_company" ON "inbound_waiting" USING (EXISTS (SELECT 1 FROM "phone_configs" p WHERE p."phone_id" = "inbound_waiting"."phone_id"));
-- Figures of processes are nobody's in particular.
CREATE POLICY "everybody" ON "process_health" USING (true) WITH CHECK (true);
CREATE POLICY "everybody" ON "process_metrics" USING (true) WITH CHECK (true);
CREATE POLICY "everybody" ON "process_events" USING (true) WITH CHECK (true);
