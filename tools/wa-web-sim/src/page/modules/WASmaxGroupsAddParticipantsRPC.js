define('WASmaxGroupsAddParticipantsRPC', (require) => {
  const INVITE_SECONDS = 3 * 86_400;

  /** What the library reads of an answer for one person. */
  function mixins(code, inviteCode) {
    if (code === 200) return undefined;
    const invited = code === 403 && { addRequestCode: inviteCode, addRequestExpiration: inviteExpiry() };
    const name = code === 403 ? 'ParticipantRequestCodeCanBeSent' : 'ParticipantError';
    return { name, value: { error: String(code), ...invited } };
  }

  const inviteExpiry = () => Math.floor(Date.now() / 1000) + INVITE_SECONDS;

  return {
    async sendAddParticipantsRPC({ participantArgs, iqTo }) {
      const link = require('sim/link');
      const wids = participantArgs.map(({ participantJid }) => participantJid);
      const results = await link.ask('group-add', { group: iqTo, wids });
      const inviteCode = results.some(({ code }) => code === 403)
        ? await link.ask('group-invite', { group: iqTo })
        : undefined;
      return {
        name: 'AddParticipantsResponseSuccess',
        value: {
          addParticipant: results.map(({ code }) => ({
            addParticipantsParticipantAddedOrNonRegisteredWaUserParticipantErrorLidResponseMixinGroup: {
              value: { addParticipantsParticipantMixins: mixins(code, inviteCode) },
            },
          })),
        },
      };
    },
  };
});
