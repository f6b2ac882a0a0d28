define('WAWebMsgReply', () => ({ canReplyMsg: () => true }));
