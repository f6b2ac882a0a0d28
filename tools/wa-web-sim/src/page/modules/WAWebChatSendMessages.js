define('WAWebChatSendMessages', (require) => ({
  async sendGroupInviteMessage(chat, groupId, groupName, inviteCode, inviteCodeExp, comment) {
    const MsgKey = require('WAWebMsgKey');
    const from = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const id = new MsgKey({ from, to: chat.id, id: await MsgKey.newId(), selfDir: 'out' });
    const [, sent] = require('WAWebSendMsgChatAction').addAndSendMsgToChat(chat, {
      ...{ id, ack: 0, from, to: chat.id, local: true, self: 'out', isNewMsg: true },
      ...{ t: Math.floor(Date.now() / 1000), type: 'groups_v4_invite', body: '' },
      ...{
        inviteGrp: groupId,
        inviteGrpName: groupName,
        inviteCode,
        inviteCodeExp: Number(inviteCodeExp),
        comment,
      },
    });
    return sent;
  },
}));
