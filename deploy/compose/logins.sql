-- The logins of the API and of the workers in docker-compose.yml, after the migrations have made the roles that they have
-- their rights from (prisma/roles.sql). Their passwords are set beside this. Safe to repeat.
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'api') THEN
    CREATE ROLE api LOGIN IN ROLE watertight_api;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'worker') THEN
    CREATE ROLE worker LOGIN IN ROLE watertight_worker;
  END IF;
END $$;
