define('sim/world', (require) => {
  const { createWid } = require('WAWebWidFactory');
  const collections = require('WAWebCollections');
  const aliases = require('sim/aliases');

  function contact({ id, lid, name, pushName, business = false, blocked = false }) {
    aliases.learn(lid, id);
    const { Contact, Blocklist } = collections;
    const wid = createWid(id);
    const changes = { name, pushname: pushName, isBusiness: business, isContactBlocked: blocked };
    const holders = [Contact.ensure(wid), Contact.get(createWid(lid))];
    for (const holder of holders) holder?.set(changes);
    if (blocked) Blocklist.add(new Blocklist.modelClass({ id: wid }));
    else Blocklist.remove(wid);
  }

  function group(view) {
    for (const { pn, lid } of view.members) aliases.learn(lid, pn);
    require('sim/conversation').chatOf(createWid(view.id)).groupMetadata.take(view);
  }

  function channel(view) {
    require('sim/channels').take(view);
  }

  function chat(id, { archived, pinned, mutedUntil, markedUnread, labels }) {
    const model = require('sim/conversation').chatOf(createWid(id));
    model.set({
      ...(archived !== undefined && { archive: archived }),
      ...(pinned !== undefined && { pin: pinned || undefined }),
      ...(mutedUntil !== undefined && { muteExpiration: mutedUntil }),
      ...(markedUnread && { unreadCount: -1 }),
      ...(labels && { labels }),
    });
    if (mutedUntil !== undefined) model.mute.set({ expiration: mutedUntil });
  }

  function label(one) {
    const { Label } = collections;
    Label.add(new Label.modelClass(one));
  }

  return {
    contact,
    group,
    channel,
    chat,
    label,
    /** Takes over what the phone knows when the page comes. */
    take({ lid, contacts, groups, channels, chats, labels }) {
      const me = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
      aliases.learn(lid, me);
      for (const one of contacts) contact(one);
      for (const one of groups) group(one);
      for (const one of channels) channel(one);
      for (const one of labels) label(one);
      for (const [id, flags] of chats) chat(id, flags);
    },
  };
});
