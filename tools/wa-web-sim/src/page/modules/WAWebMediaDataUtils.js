define('WAWebMediaDataUtils', () => ({
  shouldUseMediaCache: (type) => ['image', 'video', 'audio', 'ptt', 'sticker', 'gif'].includes(type),
}));
