define('WAWebCmd', (require) => {
  const Emitter = require('sim/Emitter');

  /** What a person could click in the page. */
  class CmdClass extends Emitter {
    refreshQR() {
      require('sim/link').restart();
    }

    async archiveChat(chat, archive) {
      chat.set({ archive });
    }

    async pinChat(chat, pin) {
      chat.set({ pin: pin ? Math.floor(Date.now() / 1000) : undefined });
    }

    async markChatUnread(chat, unread) {
      chat.set({ unreadCount: unread ? -1 : 0 });
    }
  }
  return { Cmd: new CmdClass() };
});
