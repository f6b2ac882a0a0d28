define('WAWebChatStateBridge', (require) => {
  const tell = (wid, state) => require('sim/link').ask('presence', { chat: wid.toString(), state });

  return {
    sendChatStateComposing: (wid) => tell(wid, 'typing'),
    sendChatStateRecording: (wid) => tell(wid, 'recording'),
    sendChatStatePaused: (wid) => tell(wid),
  };
});
