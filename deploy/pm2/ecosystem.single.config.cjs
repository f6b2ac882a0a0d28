// The way back, all roles in one process: pm2 start deploy/pm2/ecosystem.single.config.cjs, or npm run pm2:single.
'use strict';
const { single } = require('./apps.cjs');

module.exports = { apps: single(process.env) };
