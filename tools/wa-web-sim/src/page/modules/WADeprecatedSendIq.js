define('WADeprecatedSendIq', (require) => ({
  /** The one stanza that programs send by hand declines a call. */
  async deprecatedCastStanza({ attrs, content }) {
    const [reject] = content ?? [];
    if (reject?.tag !== 'reject')
      throw new Error('The simulator knows no stanza but the rejection of a call.');
    const detail = { id: reject.attrs['call-id'] };
    await require('sim/link').ask('act', { action: 'call-reject', chat: String(attrs.to), detail });
  },
}));
