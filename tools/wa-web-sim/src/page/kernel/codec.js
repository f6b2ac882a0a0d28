define('sim/codec', (require) => {
  const Wid = require('WAWebWid');
  const MsgKey = require('WAWebMsgKey');
  const Model = require('sim/Model');
  const { encodeB64, decodeB64 } = require('WABase64');

  /** What messages carry beside their common attributes; whatever else a model has stays in the page. */
  const CARRIED = new Set(
    [
      'caption mimetype filename size filehash encFilehash directPath clientUrl mediaKey mediaKeyTimestamp',
      'isGif isViewOnce duration waveform width height pageCount isCaptionByUser',
      'loc lat lng isLive shareDuration accuracy speed degrees comment sequence',
      'vcardFormattedName vcardList kind pollName pollOptions pollSelectableOptionsCount messageSecret',
      'eventName eventDescription eventStartTime eventEndTime eventLocation eventJoinLink isEventCanceled',
      'quotedMsg quotedStanzaID quotedParticipant mentionedJidList groupMentions isForwarded forwardingScore',
      'title description canonicalUrl matchedText thumbnail preview subtype richPreviewType footer list listResponse',
      'isDynamicReplyButtonsMsg dynamicReplyButtons replyButtons selectedButtonId selectedDisplayText',
      'inviteCode inviteCodeExp inviteGrp inviteGrpName orderId token orderTitle itemCount status',
      'productId businessOwnerJid recipients templateParams star protocolMessageKey protocolType revokeSender',
      'latestEditMsgKey latestEditSenderTimestampMs ephemeralDuration reactionText reactionParentKey',
      'reactionTimestamp pollUpdateParentKey selectedOptionLocalIds senderTimestampMs backgroundColor font',
    ]
      .join(' ')
      .split(' '),
  );

  /** Values as JSON can carry them; wids, keys and bytes are marked so that they come back as what they were. */
  function encode(value) {
    if (value instanceof Wid) return { $wid: value.toString() };
    if (value instanceof MsgKey) return { $key: value.toString() };
    if (value instanceof Uint8Array || value instanceof ArrayBuffer) return { $bytes: encodeB64(value) };
    if (value instanceof Model) return encode(value.serialize());
    if (Array.isArray(value)) return value.map(encode);
    if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, encode(one)]));
  }

  function decode(value) {
    if (Array.isArray(value)) return value.map(decode);
    if (typeof value !== 'object' || value === null) return value;
    if (typeof value.$wid === 'string') return require('WAWebWidFactory').createWid(value.$wid);
    if (typeof value.$key === 'string') return MsgKey.fromString(value.$key);
    if (typeof value.$bytes === 'string') return new Uint8Array(decodeB64(value.$bytes));
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, decode(one)]));
  }

  function carried(attributes) {
    const data = Object.entries(attributes).filter(
      ([name, value]) => CARRIED.has(name) && value !== undefined && value !== null,
    );
    return Object.fromEntries(data.map(([name, value]) => [name, encode(value)]));
  }

  return { encode, decode, carried };
});
