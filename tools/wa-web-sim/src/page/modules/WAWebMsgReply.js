define('WAWebMsgReply', () => ({ canReplyMsg: (msg) => msg.canReply() }));
