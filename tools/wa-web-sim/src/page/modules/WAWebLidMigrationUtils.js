define('WAWebLidMigrationUtils', (require) => ({
  toPn: (wid) => (wid?.isLid?.() ? require('sim/aliases').pnOf(wid) : wid),
  toLid: (wid) => (wid?.isLid?.() ? wid : require('sim/aliases').lidOf(wid)),
}));
