define('WAWebApiDeviceList', () => ({
  getDeviceIds: async (wids) => wids.map((id) => ({ id, devices: [{ id: 0, keyIndex: 0 }] })),
}));
