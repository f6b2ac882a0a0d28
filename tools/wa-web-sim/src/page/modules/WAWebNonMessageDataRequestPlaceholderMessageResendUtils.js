define('WAWebNonMessageDataRequestPlaceholderMessageResendUtils', (require) => ({
  /** Asks the writers to send again what this browser could not read. */
  handlePlaceholderMsgsSeen(msgs) {
    const ids = msgs.map(({ id }) => id.toString());
    return require('sim/link').ask('resend', { ids });
  },
}));
