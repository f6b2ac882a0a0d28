// PostgreSQL and Redis of this machine, for whoever set no DATABASE_URL or REDIS_URL; npm run pm2:… starts it.
'use strict';
const { stores } = require('./apps.cjs');

module.exports = { apps: stores(process.env) };
