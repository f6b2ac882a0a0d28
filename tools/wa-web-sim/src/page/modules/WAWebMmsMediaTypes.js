define('WAWebMmsMediaTypes', () => ({
  msgToMediaType: ({ type, isGif, isNewsletter }) => {
    const kind = type === 'video' && isGif ? 'gif' : type;
    return isNewsletter ? `newsletter-${kind}` : kind;
  },
  castToV4: (type) => type,
}));
