define('WAWebMsgDataFromModel', () => ({ msgDataFromMsgModel: (msg) => msg.serialize() }));
