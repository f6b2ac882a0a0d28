/** The simulated accounts have phone numbers and no LIDs. */
define('WAWebApiContact', () => ({
  getCurrentLid: () => undefined,
  getPhoneNumber: (wid) => (wid.isLid() ? undefined : wid),
  getAlternateUserWid: () => undefined,
}));
