define('WAWebCmd', (require) => {
  const Emitter = require('sim/Emitter');

  const aboutMsgs = (chat, list) => ({ chat: chat.id.toString(), ids: list.map(({ id }) => id.toString()) });

  /** What a person could click in the page. */
  class CmdClass extends Emitter {
    refreshQR() {
      require('sim/link').restart();
    }

    async archiveChat(chat, archive) {
      await chat.keep(archive ? 'archive' : 'unarchive', { archived: archive }, { archive });
    }

    async pinChat(chat, pin) {
      const pinned = pin ? Math.floor(Date.now() / 1000) : 0;
      await chat.keep(pin ? 'pin' : 'unpin', { pinned }, { pin: pinned || undefined });
    }

    async markChatUnread(chat, unread) {
      const action = unread ? 'mark-unread' : 'read';
      await chat.keep(action, { markedUnread: unread }, { unreadCount: unread ? -1 : 0 });
    }

    async sendRevokeMsgs(_chat, { list }) {
      for (const msg of list) {
        const subtype = msg.id.fromMe ? 'sender' : 'admin';
        const data = { protocolType: 'revoke', subtype, protocolMessageKey: msg.id };
        await require('sim/amendments').send(msg, { type: 'protocol', data });
      }
    }

    async sendDeleteMsgs(chat, { list }) {
      await require('sim/link').ask('delete-for-me', aboutMsgs(chat, list));
      for (const msg of list) require('sim/amendments').remove(msg);
    }

    async sendStarMsgs(chat, list) {
      await require('sim/link').ask('star', { ...aboutMsgs(chat, list), star: true });
      for (const msg of list) msg.set({ star: true });
    }

    async sendUnstarMsgs(chat, list) {
      await require('sim/link').ask('star', { ...aboutMsgs(chat, list), star: false });
      for (const msg of list) msg.set({ star: false });
    }
  }
  return { Cmd: new CmdClass() };
});
