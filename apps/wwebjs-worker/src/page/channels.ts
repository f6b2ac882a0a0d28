import type { Kit, PageAnswer } from './kit.ts';

export interface PageChannelInfo {
  id: string;
  name: string;
  description: string | null;
  inviteLink: string | null;
  role: string | null;
}

/** WhatsApp channels ("newsletters") that the phone owns or follows. */
export function channelsInPage(_: null, kit: Kit): PageAnswer<PageChannelInfo[]> {
  const channels = kit.load('WAWebCollections').WAWebNewsletterCollection?.getModelsArray() ?? [];
  return kit.done(
    channels.map((channel) => {
      const about = channel.newsletterMetadata;
      const code = kit.textOr(about?.inviteCode);
      return {
        id: kit.idOf(channel.id),
        name: about?.name ?? channel.name ?? channel.formattedTitle ?? '',
        description: kit.textOr(about?.description),
        inviteLink: kit.textOr(about?.inviteLink) ?? (code && `https://whatsapp.com/channel/${code}`),
        role: kit.textOr(about?.membershipType),
      };
    }),
  );
}

export async function channelInPage(
  { code }: { code: string },
  kit: Kit,
): Promise<PageAnswer<PageChannelInfo>> {
  const found = await kit.library().getChannelMetadata(code);
  const known = kit.knownChat(found.id);
  return kit.done({
    id: kit.idOf(found.id),
    name: found.titleMetadata?.title ?? '',
    description: kit.textOr(found.descriptionMetadata?.description),
    inviteLink: kit.textOr(found.inviteLink),
    role: kit.textOr(known?.newsletterMetadata?.membershipType) ?? kit.textOr(found.membershipType),
  });
}

export async function followInPage(
  { channelId, follow }: { channelId: string; follow: boolean },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const channel = await kit.chat(channelId);
  if (!channel) return kit.refuse('no-channel');
  if (channel.newsletterMetadata?.membershipType === 'owner')
    return kit.refuse('not-allowed', 'The channel is the phone’s own.');
  kit.begun = true;
  const isDone = await kit
    .library()
    .subscribeToUnsubscribeFromChannel(channelId, follow ? 'Subscribe' : 'Unsubscribe');
  return isDone ? kit.done(null) : kit.refuse('not-allowed');
}
