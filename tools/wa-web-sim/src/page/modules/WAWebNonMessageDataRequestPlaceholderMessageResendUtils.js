define('WAWebNonMessageDataRequestPlaceholderMessageResendUtils', () => ({ handlePlaceholderMsgsSeen() {} }));
