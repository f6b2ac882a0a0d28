define('WAWebSaveContactAction', (require) => ({
  async saveContactAction({ firstName, lastName, phoneNumber }) {
    const wid = require('WAWebWidFactory').createWid(`${String(phoneNumber).replace(/@.*/, '')}@c.us`);
    const name = [firstName, lastName].filter(Boolean).join(' ');
    require('sim/world').contact(await require('sim/link').ask('contact', { wid: wid.toString(), name }));
  },
}));
