// Each role in processes of its own: pm2 start deploy/pm2/ecosystem.config.cjs, or npm run pm2:multiprocess.
'use strict';
const { multiprocess } = require('./apps.cjs');

module.exports = { apps: multiprocess(process.env) };
