/** What the page functions use of WhatsApp's page and of what whatsapp-web.js puts into it. */

export interface Wid {
  /** The id as text; WhatsApp renamed the field to `$1` in July 2026. */
  _serialized?: string;
  $1?: string;
  server?: string;
  user?: string;
}

export interface PageMessage {
  id: Wid & { id: string; fromMe: boolean; remote: Wid };
  ack?: number;
  /** Unix seconds. */
  t?: number;
  type?: string;
  /** A channel's message has it once the server took the message. */
  serverId?: unknown;
  once?(event: string, listener: () => void): void;
}

export interface PageParticipant {
  id: Wid;
  isAdmin?: boolean;
  isSuperAdmin?: boolean;
}

export interface PageGroup {
  subject?: string;
  desc?: string | null;
  descId?: string | null;
  owner?: Wid | null;
  /** Unix seconds. */
  creation?: number | null;
  announce?: boolean | null;
  restrict?: boolean | null;
  /** A collection in the page, a plain list once serialised. */
  participants?: { getModelsArray?(): PageParticipant[] } | PageParticipant[];
}

export interface PageChannel {
  name?: string;
  description?: string | null;
  inviteCode?: string;
  inviteLink?: string;
  membershipType?: string;
}

export interface PageChat {
  id: Wid;
  t?: number;
  name?: string;
  formattedTitle?: string;
  unreadCount?: number;
  archive?: boolean;
  pin?: number;
  labels?: string[];
  mute?: {
    /** Unix seconds, -1 for ever, 0 not at all. */
    expiration?: number;
    mute(options: { expiration: number; sendDevice: boolean }): Promise<unknown>;
    unmute(options: { sendDevice: boolean }): Promise<unknown>;
  };
  groupMetadata?: PageGroup;
  newsletterMetadata?: PageChannel;
  iAmAdmin?(): boolean;
}

export interface PageContact {
  id: Wid;
  isBusiness?: boolean;
  isContactBlocked?: boolean;
}

/** A medium that was prepared and uploaded: what a message carries of it. */
export interface PageMedia extends Record<string, unknown> {
  preview?: string;
  toJSON?(): Record<string, unknown>;
}

/** A file for the library: it reads `data` (base64), or what `mediaInfoToFile` gives for it. */
export interface MediaInfo {
  mimetype: string;
  data?: string;
  filename?: string;
}

export interface Collection<Model> {
  get(id: string | Wid): Model | undefined;
  getModelsArray(): Model[];
}

interface Named {
  name?: string;
}

export interface PageModules {
  WAWebCollections: {
    Msg: Collection<PageMessage> & {
      getMessagesById(ids: string[]): Promise<{ messages?: (PageMessage | undefined)[] } | undefined>;
    };
    Chat: Collection<PageChat>;
    Contact: Collection<PageContact> & { find(id: string | Wid): Promise<PageContact | undefined> };
    Blocklist: Collection<object>;
    Label: Collection<{ id: string } & Named> & {
      addOrRemoveLabels(
        actions: { id: string; type: 'add' | 'remove' }[],
        chats: PageChat[],
      ): Promise<unknown>;
    };
    ProfilePicThumb: Collection<{ canSet?(): boolean; canDelete?(): boolean }> & {
      find(id: string | Wid): Promise<{ canSet?(): boolean; canDelete?(): boolean } | undefined>;
    };
    WAWebNewsletterCollection?: Collection<PageChat>;
  };
  WAWebWidFactory: { createWid(id: string): Wid };
  WAWebMsgKey: { newId(): Promise<string> };
  WAWebApiContact: { getPhoneNumber(lid: Wid): Wid | undefined; getCurrentLid(pn: Wid): Wid | undefined };
  WAWebQueryExistsJob: { queryWidExists(wid: Wid): Promise<{ wid?: Wid } | null | undefined> };
  WAWebUserPrefsMeUser: { getMaybeMePnUser(): Wid | undefined; getMaybeMeLidUser(): Wid | undefined };
  WAWebSocketModel: { Socket: { state?: string; hasSynced?: boolean } };
  WAWebConnModel: { Conn: { platform?: string } };
  WALinkify: { findLink(text: string): { href?: string } | null | undefined };
  WAWebLinkPreviewChatAction: {
    getLinkPreview(link: object): Promise<{ data?: Record<string, unknown> } | null | undefined>;
  };
  WAWebSendReactionMsgAction: { sendReactionToMsg(message: PageMessage, emoji: string): Promise<unknown> };
  WAWebSendMessageEditAction: {
    sendMessageEdit(
      message: PageMessage,
      text: string,
      options: { mentionedJidList: Wid[] },
    ): Promise<unknown>;
  };
  WAWebMsgActionCapability: {
    canEditText(message: PageMessage): boolean;
    canEditCaption(message: PageMessage): boolean;
    canSenderRevokeMsg(message: PageMessage): boolean;
    canAdminRevokeMsg(message: PageMessage): boolean;
  };
  WAWebCmd: {
    Cmd: {
      archiveChat(chat: PageChat, archive: boolean): Promise<unknown>;
      pinChat(chat: PageChat, pin: boolean): Promise<unknown>;
      markChatUnread(chat: PageChat, unread: boolean): Promise<unknown>;
      sendRevokeMsgs(
        chat: PageChat,
        list: { list: PageMessage[]; type: 'message' },
        options: { clearMedia: boolean },
      ): Promise<unknown>;
      sendDeleteMsgs(
        chat: PageChat,
        list: { list: PageMessage[]; type: 'message' },
        clearMedia: boolean,
      ): Promise<unknown>;
    };
  };
  WAWebPresenceChatAction: {
    sendPresenceAvailable(): Promise<unknown>;
    sendPresenceUnavailable(): Promise<unknown>;
  };
  WAWebContactStatusBridge: {
    getStatus(of: { token: string; wid: Wid }): Promise<{ status?: unknown } | undefined>;
  };
  WAWebContactProfilePicThumbBridge: {
    requestProfilePicFromServer(of: { id: Wid }): Promise<{ eurl?: string } | undefined>;
    requestDeletePicture(wid: Wid): Promise<{ status?: number } | undefined>;
  };
  WAWebBlockContactUtils: {
    getContactToBlockOnlyUseIfNoAssociatedChat(contact: PageContact, entry: string): PageContact;
  };
  WAWebBlockContactAction: {
    blockContact(of: { contact: PageContact }): Promise<unknown>;
    unblockContact(contact: PageContact): Promise<unknown>;
  };
  WAWebGroupQueryJob: {
    queryAndUpdateGroupMetadataById(of: { id: string }): Promise<unknown>;
    queryGroupInvite(code: string): Promise<unknown>;
    resetGroupInviteCode(wid: Wid): Promise<{ code?: string } | undefined>;
  };
  WAWebGroupCreateJob: {
    createGroup(
      options: Record<string, unknown>,
      participants: { phoneNumber?: Wid; lid?: Wid }[],
    ): Promise<{
      wid: Wid;
      participants?: { wid?: Wid; error?: number | string; invite_code?: string }[];
    }>;
  };
  WAWebModifyParticipantsGroupAction: {
    removeParticipants(chat: PageChat, participants: PageParticipant[]): Promise<unknown>;
    promoteParticipants(chat: PageChat, participants: PageParticipant[]): Promise<unknown>;
    demoteParticipants(chat: PageChat, participants: PageParticipant[]): Promise<unknown>;
  };
  WAWebGroupModifyInfoJob: {
    setGroupSubject(wid: Wid, subject: string): Promise<unknown>;
    setGroupDescription(
      wid: Wid,
      description: string,
      newId: string,
      previousId: string | null | undefined,
    ): Promise<unknown>;
  };
  WAWebSetPropertyGroupAction: {
    setGroupProperty(chat: PageChat, name: 'announcement' | 'restrict', value: 0 | 1): Promise<unknown>;
  };
  WAWebMexFetchGroupInviteCodeJob: {
    fetchMexGroupInviteCode(chatId: string): Promise<string | { code?: string } | undefined>;
  };
  WAWebGroupInviteJob: { joinGroupViaInvite(code: string): Promise<{ gid: Wid }> };
  WAWebExitGroupAction: { sendExitGroup(chat: PageChat): Promise<unknown> };
}

/** What whatsapp-web.js puts into the page once it has synced. */
export interface PageLibrary {
  getChat(chatId: string, options: { getAsModel: false }): Promise<PageChat | null | undefined>;
  sendMessage(
    chat: PageChat,
    body: string | undefined,
    options: Record<string, unknown>,
  ): Promise<PageMessage | undefined>;
  processMediaData(info: MediaInfo, how: Record<string, unknown>): Promise<PageMedia>;
  processStickerData(info: MediaInfo): Promise<PageMedia>;
  toStickerData(info: MediaInfo): Promise<MediaInfo>;
  mediaInfoToFile(info: MediaInfo): File;
  sendSeen(chatId: string): Promise<boolean>;
  sendChatstate(state: 'typing' | 'recording' | 'stop', chatId: string): Promise<unknown>;
  sendClearChat(chatId: string): Promise<boolean>;
  sendDeleteChat(chatId: string): Promise<boolean>;
  getLabels(): { id: string; name?: string; hexColor?: string }[];
  getContactModel(contact: PageContact): Record<string, unknown>;
  getAddParticipantsRpcResult(
    group: Wid,
    participant: Wid,
  ): Promise<{ name?: string; code?: number; inviteV4Code?: string }>;
  arrayBufferToBase64Async(bytes: ArrayBuffer): Promise<string>;
  setPicture(chatId: string, media: { mimetype: string; data: string }): Promise<boolean>;
  getChannelMetadata(inviteCode: string): Promise<{
    id: string;
    titleMetadata?: { title?: string };
    descriptionMetadata?: { description?: string };
    inviteLink?: string;
    membershipType?: string;
  }>;
  subscribeToUnsubscribeFromChannel(
    channelId: string,
    action: 'Subscribe' | 'Unsubscribe',
    options?: { deleteLocalModels?: boolean },
  ): Promise<boolean>;
}

export interface PageWindow {
  require?: <K extends keyof PageModules>(name: K) => PageModules[K];
  WWebJS?: PageLibrary;
  /** Files lent to the page, by their token. */
  watertightFiles?: Map<string, File>;
}
