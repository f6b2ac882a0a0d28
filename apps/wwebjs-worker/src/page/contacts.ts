import type { Kit, PageAnswer, PageIdentity, PagePerson } from './kit.ts';

/** Asks WhatsApp about numbers, a few at once. */
export async function checkInPage(
  { ids, atOnce }: { ids: string[]; atOnce: number },
  kit: Kit,
): Promise<PageAnswer<(PageIdentity & { exists: boolean })[]>> {
  const found: (PageIdentity & { exists: boolean })[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const some = ids.slice(from, from + atOnce).map(async (id) => {
      const wid = kit.wid(id);
      const account = await kit.load('WAWebQueryExistsJob').queryWidExists(wid);
      if (!account?.wid) return { pn: id, lid: null, exists: false };
      const known = kit.identity(account.wid);
      return { pn: known.pn ?? id, lid: known.lid ?? kit.identity(wid).lid, exists: true };
    });
    found.push(...(await Promise.all(some)));
  }
  return kit.done(found);
}

/** Everybody whom the page knows, each person once. */
export function contactsInPage(_: null, kit: Kit): PageAnswer<PagePerson[]> {
  const me = kit.me();
  const people = new Map<string, PagePerson>();
  for (const contact of kit.load('WAWebCollections').Contact.getModelsArray()) {
    const id = kit.idOf(contact.id);
    if (!/@(c\.us|lid)$/.test(id) || me.includes(id)) continue;
    const person = kit.describePerson(contact);
    const key = person.pn ?? person.lid ?? id;
    const known = people.get(key);
    // Of one person the page may have two models, one for each of his ids.
    people.set(
      key,
      !known
        ? person
        : {
            pn: known.pn ?? person.pn,
            lid: known.lid ?? person.lid,
            name: known.name ?? person.name,
            pushName: known.pushName ?? person.pushName,
            isBusiness: known.isBusiness || person.isBusiness,
            isMyContact: known.isMyContact || person.isMyContact,
            isBlocked: known.isBlocked || person.isBlocked,
          },
    );
  }
  return kit.done([...people.values()]);
}

export async function contactInPage(
  { chatId }: { chatId: string },
  kit: Kit,
): Promise<PageAnswer<PagePerson & { about: string | null; pictureUrl: string | null }>> {
  const wid = kit.wid(chatId);
  const known = kit.load('WAWebCollections').Contact.get(wid);
  if (!known && !(await kit.load('WAWebQueryExistsJob').queryWidExists(wid))?.wid)
    return kit.refuse('no-account');
  const contact = known ?? (await kit.load('WAWebCollections').Contact.find(wid));
  if (!contact) return kit.refuse('no-account');
  // Whoever does not show his picture or what he says of himself is asked in vain.
  const about = await kit.orRefused(kit.load('WAWebContactStatusBridge').getStatus({ token: '', wid }));
  const picture = await kit.orRefused(
    kit.load('WAWebContactProfilePicThumbBridge').requestProfilePicFromServer({ id: wid }),
  );
  return kit.done({
    ...kit.describePerson(contact),
    about: kit.textOr(about?.status),
    pictureUrl: kit.textOr(picture?.eurl),
  });
}

export async function blockInPage(
  { chatId, blocked }: { chatId: string; blocked: boolean },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const contact = await kit.load('WAWebCollections').Contact.find(kit.wid(chatId));
  if (!contact) return kit.refuse('no-account');
  const { getContactToBlockOnlyUseIfNoAssociatedChat: resolve } = kit.load('WAWebBlockContactUtils');
  const resolved = resolve(contact, 'ChatListBlock');
  const { blockContact, unblockContact } = kit.load('WAWebBlockContactAction');
  kit.begun = true;
  await (blocked ? blockContact({ contact: resolved }) : unblockContact(resolved));
  return kit.done(null);
}
