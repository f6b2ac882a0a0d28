define('WAWebDeleteContactAction', (require) => ({
  async deleteContactAction({ phoneNumber }) {
    require('sim/world').contact(
      await require('sim/link').ask('contact', { wid: phoneNumber.toString(), name: '' }),
    );
  },
}));
