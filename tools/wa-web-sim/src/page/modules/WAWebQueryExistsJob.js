define('WAWebQueryExistsJob', (require) => ({
  async queryWidExists(wid) {
    const exists = await require('sim/link').ask('exists', { wid: wid._serialized });
    return exists ? { wid } : null;
  },
}));
