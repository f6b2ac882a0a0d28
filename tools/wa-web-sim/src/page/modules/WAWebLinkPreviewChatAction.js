define('WAWebLinkPreviewChatAction', (require) => {
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

  return {
    /** No request leaves the page: what stands at the other end is made up from the address. */
    async getLinkPreview({ href }) {
      await wait(require('sim/session').linkPreviewMs());
      const { host } = new URL(href);
      return {
        url: href,
        data: {
          title: `Page at ${host}`,
          description: `What ${host} says about itself`,
          canonicalUrl: href,
          matchedText: href,
          richPreviewType: 0,
          thumbnail: undefined,
        },
      };
    },
  };
});
