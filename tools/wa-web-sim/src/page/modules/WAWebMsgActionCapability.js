define('WAWebMsgActionCapability', (require) => {
  const EDIT_WITHIN_SECONDS = 15 * 60;
  const REVOKE_WITHIN_SECONDS = 60 * 60 * 60;

  const age = ({ t }) => Date.now() / 1000 - t;
  const stands = ({ type, ack }) => type !== 'revoked' && ack >= 1;
  const isOwnAndFresh = (msg, seconds) => msg.id.fromMe && stands(msg) && age(msg) < seconds;

  function isAdminOf(chat) {
    return Boolean(require('WAWebCollections').Chat.get(chat)?.iAmAdmin?.());
  }

  return {
    canSenderRevokeMsg: (msg) => isOwnAndFresh(msg, REVOKE_WITHIN_SECONDS),
    canAdminRevokeMsg: (msg) =>
      !msg.id.fromMe && msg.type !== 'revoked' && msg.id.remote.isGroup() && isAdminOf(msg.id.remote),
    canStarMsg: (msg) => msg.type !== 'revoked' && !msg.isNotification,
    canEditText: (msg) => msg.type === 'chat' && isOwnAndFresh(msg, EDIT_WITHIN_SECONDS),
    canEditCaption: (msg) => Boolean(msg.directPath) && isOwnAndFresh(msg, EDIT_WITHIN_SECONDS),
  };
});
