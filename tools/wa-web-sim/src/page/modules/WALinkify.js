define('WALinkify', () => {
  const LINK = /\bhttps?:\/\/[^\s<>"']+/gi;

  const findLinks = (text) =>
    [...String(text ?? '').matchAll(LINK)].map(([href], index) => ({ href, url: href, index }));

  return { findLinks, findLink: (text) => findLinks(text)[0] };
});
