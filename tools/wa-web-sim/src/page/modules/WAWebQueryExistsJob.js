define('WAWebQueryExistsJob', (require) => ({
  /** null for what has no account. */
  async queryWidExists(wid) {
    const found = await require('sim/link').ask('exists', { wid: wid.toString() });
    if (!found) return null;
    if (found.lid) require('sim/aliases').learn(found.lid, found.pn);
    return { wid, biz: false };
  },
}));
