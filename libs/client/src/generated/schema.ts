// Made by `npm run client` from the API's OpenAPI document.
export interface paths {
    "/api/v2/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what administrators did, the newest first
         * @description Needs the admin key.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who calls, and what he may do
         * @description Needs a key or a session.
         */
        get: operations["readCaller"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change one’s own password; all sessions end, and this one begins anew
         * @description Needs a key or a session.
         */
        post: operations["changeOwnPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with address and password
         * @description Answers with a session cookie: HttpOnly, SameSite=Strict, and Secure except over plain HTTP on this machine. It lives twelve hours from its last use, and thirty days at the most. An address and an account have so many attempts.
         *
         *     Needs no key.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End the session of the cookie, if there is one
         * @description Needs no key.
         */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/auth/sign-out-everywhere": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End every session of the employee, this one too
         * @description Instances that have just seen a session take it for five more seconds at the most.
         *
         *     Needs a key or a session.
         */
        post: operations["signOutEverywhere"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the phones of a company are connected
         * @description Needs the scope `phones:manage` or `messages:read`.
         */
        get: operations["listBots"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How a phone is connected
         * @description Needs the scope `phones:manage` or `messages:read`.
         */
        get: operations["readBot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Unlink a phone and forget its credentials
         * @description Needs the scope `phones:manage`.
         */
        post: operations["logoutBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/pairing-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code to pair a phone with instead of the QR code
         * @description Typed in on the phone under Linked devices. The phone’s status has to be `qr`.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["requestPairingCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show a phone as online, or as away
         * @description Needs the scope `phones:manage`.
         */
        post: operations["setPresence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/qr": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The QR code to pair a phone with, as JSON or as an image by Accept
         * @description Needs the scope `phones:manage`.
         */
        get: operations["readQr"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect a phone anew
         * @description Needs the scope `phones:manage`.
         */
        post: operations["restartBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Connect a phone
         * @description Needs the scope `phones:manage`.
         */
        post: operations["startBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/bots/{companyId}/{phoneIndex}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disconnect a phone; it stays paired
         * @description Needs the scope `phones:manage`.
         */
        post: operations["stopBot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the WhatsApp channels that a phone owns or follows
         * @description Asked of the phone at the moment.
         *
         *     Needs the scope `messages:read`.
         */
        get: operations["listChannels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{companyId}/{channelId}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow a WhatsApp channel
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["followChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{companyId}/{channelId}/unfollow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Follow a WhatsApp channel no more
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["unfollowChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/channels/{companyId}/info": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Look a WhatsApp channel up by its invitation
         * @description Needs the scope `messages:read`.
         */
        get: operations["readChannel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List chats, the one with the newest message first
         * @description A chat is one phone’s: who writes to two phones has a chat with each.
         *
         *     Needs the scope `messages:read`.
         */
        get: operations["listChats"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a chat
         * @description Needs the scope `messages:read`.
         */
        get: operations["readChat"];
        put?: never;
        post?: never;
        /**
         * Delete a chat on the phone; its messages stay on record here
         * @description Needs the scope `messages:send`.
         */
        delete: operations["removeChat"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive a chat, or take it out of the archive
         * @description Needs the scope `messages:send`.
         */
        post: operations["archiveChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Empty a chat on the phone; its messages stay on record here
         * @description Needs the scope `messages:send`.
         */
        post: operations["clearChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a chat exactly these labels
         * @description Needs the scope `messages:send`.
         */
        put: operations["labelChat"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/mute": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mute a chat for a while or for ever, or hear it again
         * @description Needs the scope `messages:send`.
         */
        post: operations["muteChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pin a chat, or unpin it
         * @description Needs the scope `messages:send`.
         */
        post: operations["pinChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a chat as read
         * @description Needs the scope `messages:send`.
         */
        post: operations["markChatRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/typing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the other side that something is being written or recorded
         * @description A Cloud API phone shows typing while it answers a message of the last 24 hours, and marks that as read; it is shown for 25 s or until the answer, `paused` changes nothing there, and `recording` is refused.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["typeInChat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/chats/{companyId}/{chatId}/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a chat as unread
         * @description Needs the scope `messages:send`.
         */
        post: operations["markChatUnread"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the companies
         * @description Needs the admin key.
         */
        get: operations["listCompanies"];
        put?: never;
        /**
         * Create a company
         * @description Needs the admin key.
         */
        post: operations["createCompany"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a company
         * @description Needs the scope `company:admin`.
         */
        get: operations["readCompany"];
        put?: never;
        post?: never;
        /**
         * Remove a company with its keys, phones and messages
         * @description From the answer on there is no such company for anybody, and nothing of it is sent. Its data goes afterwards, in steps; `Location` says where that can be watched. Its id is free when that is done.
         *
         *     Needs the admin key.
         */
        delete: operations["removeCompany"];
        options?: never;
        head?: never;
        /**
         * Rename a company; with the admin key, change its weight
         * @description Needs the scope `company:admin`.
         */
        patch: operations["changeCompany"];
        trace?: never;
    };
    "/api/v2/companies/{companyId}/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the API keys of a company, without the keys themselves
         * @description Needs the scope `company:admin`.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Create an API key; the key is shown this once
         * @description Needs the scope `company:admin`.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/api-keys/{keyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description Instances that have just seen the key take it for five more seconds at the most.
         *
         *     Needs the scope `company:admin`.
         */
        delete: operations["removeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what administrators did to a company, the newest first
         * @description Needs the scope `company:admin`.
         */
        get: operations["listCompanyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts, the oldest first
         * @description Needs the scope `contacts:manage`.
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact
         * @description Who writes to a phone becomes a contact by himself.
         *
         *     Needs the scope `contacts:manage`.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a contact; with `live` also what WhatsApp says of the person at the moment
         * @description Needs the scope `contacts:manage`.
         */
        get: operations["readContact"];
        put?: never;
        post?: never;
        /**
         * Remove a contact; chats and messages stay, and who writes again becomes one again
         * @description Needs the scope `contacts:manage`.
         */
        delete: operations["removeContact"];
        options?: never;
        head?: never;
        /**
         * Change a contact; null takes a name or the metadata away
         * @description Needs the scope `contacts:manage`.
         */
        patch: operations["changeContact"];
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/{contactId}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Block a person on a phone
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["blockContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/{contactId}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erase all that is kept of a person (GDPR, article 17)
         * @description The chat with him on every phone, what he wrote in groups, files that nothing else names, deliveries, events and raw bodies that name him, and the contact. What is on its way to him is cancelled first. Goes on after the answer; asked for again meanwhile, the same erasure is answered. `contactId` may also be his number, for who is no contact any more.
         *
         *     Needs the scope `company:admin`.
         */
        post: operations["eraseContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/{contactId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all that is kept of a person: contact, chats, messages, what was written in groups, files
         * @description Lines of JSON: first `export`, then one record a line (`record`, `after`, `data`), at last `end` with counts. Without `end` it was cut off: ask again with `after`. Each file has a line `media`, before the message that names it, with the `path` where this key can download it; with `media=inline` its bytes come before that line. No secret is in it.
         *
         *     Needs the scope `company:admin`.
         */
        get: operations["exportContact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/{contactId}/unblock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hear a blocked person again
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["unblockContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether numbers are on WhatsApp
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["checkContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/contacts/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create or change up to 10000 contacts, each with its own result
         * @description As JSON, as CSV, or as a form with one CSV file. CSV columns: phoneNumber, lid, name; others become metadata. Importing again what was imported changes nothing, so it may be repeated after a fault.
         *
         *     Needs the scope `contacts:manage`.
         */
        post: operations["importContacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/employees": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the employees
         * @description Needs the scope `company:admin`.
         */
        get: operations["listEmployees"];
        put?: never;
        /**
         * Create an employee
         * @description Needs the scope `company:admin`.
         */
        post: operations["createEmployee"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/employees/{employeeId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an employee
         * @description Needs the scope `company:admin`.
         */
        get: operations["readEmployee"];
        put?: never;
        post?: never;
        /**
         * Remove an employee; his sessions end
         * @description Needs the scope `company:admin`.
         */
        delete: operations["removeEmployee"];
        options?: never;
        head?: never;
        /**
         * Change an employee; another password, or disabling, ends his sessions
         * @description Needs the scope `company:admin`.
         */
        patch: operations["changeEmployee"];
        trace?: never;
    };
    "/api/v2/companies/{companyId}/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List erasures of people’s data, the newest first
         * @description Needs the scope `company:admin`.
         */
        get: operations["listCompanyErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/erasures/{erasureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the erasure of a person’s data has come
         * @description Needs the scope `company:admin`.
         */
        get: operations["readCompanyErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export all that is kept of a company
         * @description Lines of JSON: first `export`, then one record a line (`record`, `after`, `data`), at last `end` with counts. Without `end` it was cut off: ask again with `after`. Each file has a line `media`, before the message that names it, with the `path` where this key can download it; with `media=inline` its bytes come before that line. No secret is in it.
         *
         *     Needs the scope `company:admin`.
         */
        get: operations["exportCompany"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the phones of a company, lowest index first
         * @description Needs the scope `phones:manage` or `messages:read`.
         */
        get: operations["listPhones"];
        put?: never;
        /**
         * Create a phone; it is started at once
         * @description Needs the scope `phones:manage`.
         */
        post: operations["createPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a phone
         * @description Needs the scope `phones:manage` or `messages:read`.
         */
        get: operations["readPhone"];
        put?: never;
        post?: never;
        /**
         * Remove a phone; what it had not sent fails, its history stays
         * @description Needs the scope `phones:manage`.
         */
        delete: operations["removePhone"];
        options?: never;
        head?: never;
        /**
         * Change a phone; another connectionType reroutes it with what it has queued
         * @description Needs the scope `phones:manage`.
         */
        patch: operations["changePhone"];
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/business-profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people see of the business behind a number
         * @description Needs the scope `phones:manage`.
         */
        get: operations["readBusinessProfile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change what people see of the business behind a number
         * @description Needs the scope `phones:manage`.
         */
        patch: operations["changeBusinessProfile"];
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/deregister": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a number out of use: it neither sends nor receives
         * @description Its name and templates stay. The phone is asked how it is at once.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["deregisterNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a number for the Cloud API
         * @description Sets the PIN of two-step verification, or shows the one that is set. The phone is asked how it is at once.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["registerNumber"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/request-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Let WhatsApp send the code that proves whose number it is
         * @description For a number that is not verified yet. Meta limits how often.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["requestNumberCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/two-step-pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the PIN of two-step verification
         * @description Meta wants it when the number is registered again.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["setTwoStepPin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/verify-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the code that WhatsApp sent
         * @description The number can be registered then. The phone is asked how it is at once.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["verifyNumberCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/companies/{companyId}/phones/{phoneIndex}/webhook-subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where Meta’s webhooks of a phone go
         * @description Needs the scope `phones:manage`.
         */
        get: operations["readWebhookSubscription"];
        put?: never;
        /**
         * Subscribe the app of the access token to the account, or send webhooks to another address
         * @description Without `callbackUrl` webhooks go to the address that the app has. With one, Meta asks it for the verify token at once.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["setWebhookSubscription"];
        /**
         * Unsubscribe the app from the account, or take a phone’s own address away
         * @description Needs the scope `phones:manage`.
         */
        delete: operations["removeWebhookSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List erasures of people and companies, the newest first
         * @description Needs the admin key.
         */
        get: operations["listErasures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/erasures/{erasureId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far an erasure has come
         * @description Needs the admin key.
         */
        get: operations["readErasure"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the groups that a phone is in, without their participants
         * @description Asked of the phone at the moment, not of what was stored.
         *
         *     Needs the scope `messages:read`.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create a group
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a group with its participants
         * @description Needs the scope `messages:read`.
         */
        get: operations["readGroup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change subject, description, and who may write or change the group
         * @description Needs the scope `contacts:manage`.
         */
        patch: operations["changeGroup"];
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/invite": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the invitation to a group
         * @description Needs the scope `contacts:manage`.
         */
        get: operations["readInvite"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/invite/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make the invitation worthless, and a new one
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["revokeInvite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Leave a group
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["leaveGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/participants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add people to a group
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["addParticipants"];
        /**
         * Remove people from a group; they are named in the body
         * @description Needs the scope `contacts:manage`.
         */
        delete: operations["removeParticipants"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/participants/demote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take the rights of an admin from people
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["demoteParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/participants/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make people admins of a group
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["promoteParticipants"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/{chatId}/picture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a group a picture that was uploaded before
         * @description Needs the scope `contacts:manage`.
         */
        put: operations["setGroupPicture"];
        post?: never;
        /**
         * Take the picture of a group away
         * @description Needs the scope `contacts:manage`.
         */
        delete: operations["removeGroupPicture"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/groups/{companyId}/join": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Join a group by its invitation
         * @description Needs the scope `contacts:manage`.
         */
        post: operations["joinGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/labels/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the labels of a phone with a business account
         * @description Needs the scope `messages:read`.
         */
        get: operations["listLabels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List files, the newest first
         * @description Needs the scope `messages:read`.
         */
        get: operations["listMedia"];
        put?: never;
        /**
         * Upload a file, to be sent by its mediaId
         * @description A form with one file of at most 104857600 bytes. What its part declares as content type is held against its bytes. What a channel takes of each message type is less, and is looked at when it is sent.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["uploadMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/media/{companyId}/{mediaId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file
         * @description With its own content type. Takes `Range`, `If-Range` and `If-None-Match`; the ETag is the SHA-256 of the bytes.
         *
         *     Needs the scope `messages:read` or `company:admin`.
         */
        get: operations["readMedia"];
        put?: never;
        post?: never;
        /**
         * Remove a file
         * @description Messages keep naming it. A file that a message needs which is not sent yet stays: `MEDIA_IN_USE`. The bytes go within minutes, unless another file of the company has the same.
         *
         *     Needs the scope `messages:send`.
         */
        delete: operations["removeMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List messages, the newest first, without their timelines
         * @description Needs the scope `messages:read`.
         */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{companyId}/{messageId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a message with its timeline
         * @description Needs the scope `messages:read`.
         */
        get: operations["readMessage"];
        put?: never;
        post?: never;
        /**
         * Cancel a message that is not yet being sent, else delete it
         * @description A message that was sent is deleted for everyone and then has `revokedAt`; one that was received is deleted on the company’s side. Either stays on record here.
         *
         *     Needs the scope `messages:send`.
         */
        delete: operations["cancelMessage"];
        options?: never;
        head?: never;
        /**
         * Change the text or caption of a message
         * @description What waits to be sent is changed here; what was sent, at WhatsApp, which takes edits for 15 minutes. While a message is being sent it cannot be changed.
         *
         *     Needs the scope `messages:send`.
         */
        patch: operations["editMessage"];
        trace?: never;
    };
    "/api/v2/messages/{companyId}/{messageId}/forward": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send what a message says to another chat, marked as forwarded
         * @description A new message, with 202 committed like any other. The phone is that of the message when phoneIndex is absent.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["forwardMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{companyId}/{messageId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue a failed or unconfirmed message again
         * @description Needs the scope `messages:send`.
         */
        post: operations["retryMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{companyId}/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the messages of each minute, by channel, direction and status
         * @description Of the last hour, or of `minutes`. At most the newest 100,000 messages are counted: `from` says since when that is.
         *
         *     Needs the scope `messages:read`.
         */
        get: operations["readMessageActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{companyId}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Queue many failed or unconfirmed messages again
         * @description Needs the scope `messages:send`.
         */
        post: operations["retryMessages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/{type}/{companyId}/{chatId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message
         * @description 202 means: committed; it will end in a final state whatever fails meanwhile. Types that the phone’s channel cannot send are refused with `UNSUPPORTED_ON_CHANNEL`.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/messages/batch/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send up to 1000 messages, each with its own result
         * @description Files of items are refused item by item, with `MEDIA_NOT_FOUND`, `MEDIA_TOO_LARGE`, `MEDIA_TYPE_INVALID`, `MEDIA_UNREACHABLE`, `EGRESS_DENIED`, `MEDIA_BUSY`, `MEDIA_STORAGE_UNAVAILABLE`. A file that several items name alike is fetched once. All files together have 40 seconds.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["sendBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sandbox/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether there is a sandbox, and the company’s phones in it
         * @description Needs the scope `messages:send`.
         */
        get: operations["readSandbox"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sandbox/{companyId}/{phoneIndex}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What can be made to go wrong at the provider of a sandbox phone, and what does
         * @description Needs the scope `messages:send`.
         */
        get: operations["readSandboxFaults"];
        /**
         * Let these faults happen to a sandbox phone, and no other
         * @description Needs the scope `phones:manage`.
         */
        put: operations["setSandboxFaults"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sandbox/{companyId}/{phoneIndex}/inbound": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A customer of a sandbox phone writes to it
         * @description Needs the scope `messages:send`.
         */
        post: operations["playCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/sandbox/{companyId}/{phoneIndex}/scan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Scan the QR code of a WhatsApp Web phone, or type its pairing code, as its owner would
         * @description Needs the scope `phones:manage`.
         */
        post: operations["scanSandboxPhone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templates/{companyId}/{phoneIndex}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the message templates of a phone’s account
         * @description From what is kept here: read from Meta once an hour, and kept up by its webhooks. `refresh` reads Meta’s list first.
         *
         *     Needs the scope `messages:read`.
         */
        get: operations["listTemplates"];
        put?: never;
        /**
         * Make a message template; Meta then judges it
         * @description Components are in Meta’s words. A header of format IMAGE, VIDEO or DOCUMENT, also of a card, may name a file that was uploaded here by `mediaId`.
         *
         *     Needs the scope `phones:manage`.
         */
        post: operations["createTemplate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/templates/{companyId}/{phoneIndex}/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a message template
         * @description Needs the scope `messages:read`.
         */
        get: operations["readTemplate"];
        put?: never;
        post?: never;
        /**
         * Remove a message template by its id, or all languages of one by its name
         * @description Needs the scope `phones:manage`.
         */
        delete: operations["removeTemplate"];
        options?: never;
        head?: never;
        /**
         * Change a message template; Meta judges it anew
         * @description Components are replaced as a whole. Meta limits how often an approved template is changed.
         *
         *     Needs the scope `phones:manage`.
         */
        patch: operations["changeTemplate"];
        trace?: never;
    };
    "/api/v2/templates/{companyId}/{phoneIndex}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read all message templates of the account from Meta now
         * @description Needs the scope `phones:manage`.
         */
        post: operations["syncTemplates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the webhooks of a company, without their secrets
         * @description Needs the scope `webhooks:manage`.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Be told what happens; the secret is shown this once
         * @description Events from now on are posted to the URL, signed as Standard Webhooks says (standardwebhooks.com), at least once and in order for each chat. A company has 50 at the most.
         *
         *     Needs the scope `webhooks:manage`.
         */
        post: operations["createWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/{webhookId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a webhook, and how it is doing
         * @description Needs the scope `webhooks:manage`.
         */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /**
         * Remove a webhook with its deliveries
         * @description Needs the scope `webhooks:manage`.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /**
         * Change a webhook, disable it or enable it again
         * @description A webhook that its owner disabled is told nothing of what happens meanwhile. One that was disabled because it failed collects for a week, and delivers that when it is enabled.
         *
         *     Needs the scope `webhooks:manage`.
         */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/{webhookId}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret, shown this once
         * @description Until `previousUntil` each delivery carries a signature of every secret, so that a receiver can change over in its own time. In the format cloud-api X-Hub-Signature-256 is of the new one at once: it has room for one.
         *
         *     Needs the scope `webhooks:manage`.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/{webhookId}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have an event webhook.test delivered to this webhook alone
         * @description On the way that all events take. Its delivery tells what became of it.
         *
         *     Needs the scope `webhooks:manage`.
         */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries, the newest first
         * @description Needs the scope `webhooks:manage`.
         */
        get: operations["listWebhookDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/deliveries/{deliveryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a delivery with its body and each attempt
         * @description Needs the scope `webhooks:manage`.
         */
        get: operations["readWebhookDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/deliveries/{deliveryId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver an event once more, the same bytes under the same id
         * @description What has ended gets a new delivery, after those that wait; what waits is tried at once instead.
         *
         *     Needs the scope `webhooks:manage`.
         */
        post: operations["redeliverWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v2/webhooks/{companyId}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Deliver once more what a webhook was to be told within a time
         * @description In the order of the events, each once, by what became of its last delivery. Ask again while `redelivered` is the limit.
         *
         *     Needs the scope `webhooks:manage`.
         */
        post: operations["redeliverWebhookRange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process is alive
         * @description Needs no key.
         */
        get: operations["readLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The health of all processes, queues and stores
         * @description Always 200 while this process can answer: read `status`.
         *
         *     Needs no key.
         */
        get: operations["readHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether this process can take work
         * @description Needs no key.
         */
        get: operations["readReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Prometheus metrics of this process
         * @description Needs no key.
         */
        get: operations["readMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{accountId}/message_templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The message templates of an account, as they are kept here
         * @description Needs the scope `messages:read`.
         */
        get: operations["listCloudApiTemplates"];
        put?: never;
        /**
         * Make a message template; Meta then judges it
         * @description Needs the scope `phones:manage`.
         */
        post: operations["createCloudApiTemplate"];
        /**
         * Remove all languages of a message template, or with hsm_id one
         * @description Needs the scope `phones:manage`.
         */
        delete: operations["removeCloudApiTemplate"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{accountId}/phone_numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The phones of a WhatsApp Business Account
         * @description A WhatsApp Web phone is an account of its own, with the id that it has as a phone.
         *
         *     Needs the scope `phones:manage`.
         */
        get: operations["listCloudApiNumbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{phoneNumberId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is known of a phone, in Meta’s words
         * @description Needs the scope `phones:manage`.
         */
        get: operations["readCloudApiNumber"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{phoneNumberId}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file, to be sent by its id
         * @description Kept as any upload is: for longer than at Meta. Any phone of the company can send it.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["uploadCloudApiMedia"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{phoneNumberId}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message, or mark one as read, as Meta’s Cloud API does
         * @description For phones of both connection types. 200 means what 202 means in `/api/v2/messages`: committed; it will end in a final state. `Idempotency-Key` is taken beside what Meta knows.
         *
         *     Needs the scope `messages:send`.
         */
        post: operations["sendCloudApiMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/{phoneNumberId}/whatsapp_business_profile": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people see of the business behind a number
         * @description Needs the scope `phones:manage`.
         */
        get: operations["readCloudApiProfile"];
        put?: never;
        /**
         * Change what people see of the business behind a number
         * @description Needs the scope `phones:manage`.
         */
        post: operations["changeCloudApiProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v{version}/med_{media}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a file can be fetched, and what it is
         * @description Needs the scope `messages:read`.
         */
        get: operations["readCloudApiMedia"];
        put?: never;
        post?: never;
        /**
         * Remove a file
         * @description A file that a message needs which is not sent yet stays.
         *
         *     Needs the scope `messages:send`.
         */
        delete: operations["removeCloudApiMedia"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    event: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Something happened
         * @description Any 2xx within 15 seconds is success; everything else is tried again for three days, with growing pauses. 410 disables the webhook.
         */
        post: operations["onEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        ApiKey: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example key_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            lastUsedAt: string | null;
            /** @example Demo Ltd */
            name: string;
            /**
             * @description The first characters, to recognise the key by
             * @example wt_4f9a
             */
            prefix: string;
            /** @description How many it may make over all instances (API_RATE_LIMIT); null is no limit */
            requestsPerSecond: number | null;
            /**
             * @example [
             *       "messages:send"
             *     ]
             */
            scopes: ("messages:send" | "messages:read" | "phones:manage" | "contacts:manage" | "webhooks:manage" | "company:admin")[];
        };
        /** @description Who did what; never a secret, and nothing of what was sent */
        AuditEntry: {
            /**
             * @description The `operationId` of the route
             * @example createPhone
             */
            action: string;
            actor: {
                /** @description Of the key or the employee */
                id: string | null;
                /** @enum {string} */
                kind: "admin" | "key" | "employee" | "operator" | "nobody";
            };
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            at: string;
            /** @description Of the problem, where there was one */
            code: string | null;
            companyId: string | null;
            id: string;
            ip: string | null;
            requestId: string | null;
            /** @description The HTTP status that was answered */
            status: number;
            /** @description The ids in the path */
            target: {
                [key: string]: string;
            };
        };
        /**
         * @example {
         *       "type": "audio",
         *       "chatId": "60123456789",
         *       "media": {
         *         "url": "https://example.com/song.mp3"
         *       }
         *     }
         */
        BatchAudio: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchAudio";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "type": "contact",
         *       "chatId": "60123456789",
         *       "contacts": [
         *         {
         *           "name": "Ana Lim",
         *           "phones": [
         *             "+60 12-345 6789"
         *           ],
         *           "organization": "Demo Ltd"
         *         }
         *       ]
         *     }
         */
        BatchContact: {
            /** @example 60123456789 */
            chatId: string;
            contacts: {
                /** @example Ana Lim */
                name: string;
                organization?: string;
                phones: string[];
            }[];
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchContact";
        };
        /**
         * @example {
         *       "type": "document",
         *       "chatId": "60123456789",
         *       "media": {
         *         "data": "SGVsbG8K",
         *         "mimeType": "text/plain",
         *         "filename": "hello.txt"
         *       }
         *     }
         */
        BatchDocument: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchDocument";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "type": "image",
         *       "chatId": "60123456789",
         *       "media": {
         *         "url": "https://example.com/picture.jpg"
         *       },
         *       "caption": "Our shop"
         *     }
         */
        BatchImage: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchImage";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "type": "interactive",
         *       "chatId": "60123456789",
         *       "interactive": {
         *         "type": "button",
         *         "body": {
         *           "text": "Rice or noodles?"
         *         },
         *         "action": {
         *           "buttons": [
         *             {
         *               "type": "reply",
         *               "reply": {
         *                 "id": "rice",
         *                 "title": "Rice"
         *               }
         *             },
         *             {
         *               "type": "reply",
         *               "reply": {
         *                 "id": "noodles",
         *                 "title": "Noodles"
         *               }
         *             }
         *           ]
         *         }
         *       }
         *     }
         */
        BatchInteractive: {
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            interactive: components["schemas"]["Interactive"];
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchInteractive";
        };
        /**
         * @example {
         *       "type": "location",
         *       "chatId": "60123456789",
         *       "latitude": 3.1579,
         *       "longitude": 101.7116,
         *       "name": "Petronas Towers"
         *     }
         */
        BatchLocation: {
            address?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @example 3.1579 */
            latitude: number;
            /** @example 101.7116 */
            longitude: number;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchLocation";
            url?: string;
        };
        /**
         * @example {
         *       "type": "poll",
         *       "chatId": "60123456789",
         *       "question": "Lunch?",
         *       "options": [
         *         "Rice",
         *         "Noodles"
         *       ],
         *       "maxSelections": 1
         *     }
         */
        BatchPoll: {
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description How many may be chosen; 1 when absent, 0 for any number */
            maxSelections?: number;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            options: string[];
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            question: string;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchPoll";
        };
        /**
         * @example {
         *       "type": "reaction",
         *       "chatId": "60123456789",
         *       "emoji": "👍",
         *       "messageId": "msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *     }
         */
        BatchReaction: {
            /** @example 60123456789 */
            chatId: string;
            /** @description One emoji; empty takes the reaction back */
            emoji: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Our id of the message, in either direction */
            messageId: string;
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchReaction";
        };
        BatchResult: {
            /** @description In the order of the request */
            data: {
                message?: components["schemas"]["Message"];
                problem?: components["schemas"]["Problem"];
                /** @description As if it had been sent alone: 202, 200 when replayed, 4xx */
                status: number;
            }[];
        };
        /**
         * @example {
         *       "type": "sticker",
         *       "chatId": "60123456789",
         *       "media": {
         *         "url": "https://example.com/sticker.webp"
         *       }
         *     }
         */
        BatchSticker: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchSticker";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "type": "template",
         *       "chatId": "60123456789",
         *       "template": {
         *         "name": "order_update",
         *         "language": "en_US",
         *         "components": [
         *           {
         *             "type": "body",
         *             "parameters": [
         *               {
         *                 "type": "text",
         *                 "text": "4711"
         *               }
         *             ]
         *           }
         *         ]
         *       }
         *     }
         */
        BatchTemplate: {
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            template: {
                components?: ({
                    /** @example body */
                    type: string;
                } & {
                    [key: string]: unknown;
                })[];
                /**
                 * @example en_US
                 * @example {
                 *       "code": "en_US"
                 *     }
                 */
                language: string | {
                    code: string;
                    /** @enum {string} */
                    policy?: "deterministic";
                };
                /** @example order_update */
                name: string;
            };
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchTemplate";
        };
        /**
         * @example {
         *       "type": "text",
         *       "chatId": "60123456789",
         *       "message": "Hello"
         *     }
         */
        BatchText: {
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description A preview of the first link; the channel decides when absent */
            linkPreview?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @example Hello */
            message: string;
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchText";
        };
        /**
         * @example {
         *       "type": "video",
         *       "chatId": "60123456789",
         *       "media": {
         *         "mediaId": "med_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *       },
         *       "caption": "How it works"
         *     }
         */
        BatchVideo: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchVideo";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "type": "voice",
         *       "chatId": "60123456789",
         *       "media": {
         *         "url": "https://example.com/note.ogg"
         *       }
         *     }
         */
        BatchVoice: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /** @example 60123456789 */
            chatId: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description The same key and body answers the first message again */
            idempotencyKey?: string;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            type: "BatchVoice";
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        Bot: {
            companyId: string;
            /**
             * Format: date-time
             * @description When it last became ready
             * @example 2026-11-23T10:00:00.000Z
             */
            connectedAt: string | null;
            /** @enum {string} */
            connectionType: "wwebjs" | "meta";
            /** @enum {string} */
            desiredState: "start" | "stop";
            /** @description The worker instance that serves it */
            instanceId: string | null;
            /**
             * Format: date-time
             * @description Since when it is not ready; null while it is
             * @example 2026-11-23T10:00:00.000Z
             */
            notReadySince: string | null;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number;
            /** @description Its own number, digits, once known */
            phoneNumber: string | null;
            processName: string;
            /** @description One sentence on why, when it is disconnected or failed; when it is ready what had better be known */
            reason: string | null;
            /** @enum {string|null} */
            reasonCode: "LOGGED_OUT" | "BANNED" | "CONFLICT" | "UNPAIRED" | "VERSION_REFUSED" | "ADDRESS_REFUSED" | "QR_TIMEOUT" | "PHASE_TIMEOUT" | "SOCKET_LOST" | "UNREACHABLE" | "BROWSER_FAILED" | "BROWSER_ENDED" | "PAGE_CRASHED" | "PAGE_HUNG" | "MUTE" | "CRASH_LOOP" | "LOGIN_UNAVAILABLE" | "NO_SANDBOX" | "RESTARTED" | "RECYCLED" | "HANDED_OVER" | "TOKEN_REFUSED" | "PERMISSION_MISSING" | "TOKEN_EXPIRES" | "NOT_REGISTERED" | "NUMBER_GONE" | "RESTRICTED" | "FLAGGED" | "LIMIT_REACHED" | "ACCOUNT_BLOCKED" | "STORE_AWAY" | null;
            /** @enum {string} */
            status: "stopped" | "starting" | "qr" | "pairing" | "authenticated" | "ready" | "disconnected" | "failed";
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
        };
        BusinessProfile: {
            about: string | null;
            address: string | null;
            description: string | null;
            email: string | null;
            /** @description At Meta, for a while */
            pictureUrl: string | null;
            /** @description What kind of business it is, in Meta’s words */
            vertical: string | null;
            websites: string[];
        };
        Caller: {
            /** @description Null for the admin key: all of them */
            companyId: string | null;
            employee: components["schemas"]["Employee"] | null;
            /** @enum {string} */
            kind: "admin" | "key" | "employee";
            scopes: ("messages:send" | "messages:read" | "phones:manage" | "contacts:manage" | "webhooks:manage" | "company:admin")[];
        };
        Channel: {
            /** @example 120363144038483540@newsletter */
            channelId: string;
            description: string | null;
            inviteLink: string | null;
            name: string;
            /** @enum {string} */
            role: "owner" | "admin" | "subscriber" | "guest";
        };
        Chat: {
            archived: boolean;
            /**
             * @description Digits for a person, …@lid or a BSUID while the number is hidden, …@g.us for a group
             * @example 60123456789
             */
            chatId: string;
            companyId: string;
            isGroup: boolean;
            /** @description Of the latest message what is read at a glance; null when none is on record */
            lastMessage: {
                /** @enum {string} */
                direction: "outbound" | "inbound";
                id: string;
                /** @description It was taken back */
                isRevoked: boolean;
                /** @enum {string} */
                status: "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed" | "cancelled" | "expired" | "unconfirmed" | "received";
                /** @description The first 160 characters of what it says or is called; null for what says nothing, or was taken back */
                text: string | null;
                /** @enum {string} */
                type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contact" | "poll" | "reaction" | "interactive" | "template" | "button" | "order" | "call" | "system" | "unsupported";
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            lastMessageAt: string | null;
            lastMessageId: string | null;
            /** @description A time, or `forever` */
            mutedUntil: string | null;
            /** @description A group’s subject, or what a person is called */
            name: string | null;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number;
            pinned: boolean;
            unreadCount: number;
            /**
             * Format: date-time
             * @description Cloud API: until then everything can be sent to the person, later only templates; null while nobody has written
             * @example 2026-11-23T10:00:00.000Z
             */
            windowUntil: string | null;
        };
        CheckedNumber: {
            /** @description As it was given */
            asked: string;
            /**
             * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
             * @example 60123456789
             */
            chatId: string;
            /** @description Whether it is on WhatsApp */
            exists: boolean;
            /** @description …@lid, where WhatsApp tells it */
            lid: string | null;
            /** @description Digits */
            phoneNumber: string | null;
        };
        /**
         * @example {
         *       "success": true
         *     }
         */
        CloudApiDone: {
            success: boolean;
        };
        CloudApiMadeTemplate: {
            category: string;
            id: string;
            status: string;
        };
        CloudApiMedia: {
            /** @description Bytes */
            file_size: number;
            id: string;
            /** @enum {string} */
            messaging_product: "whatsapp";
            mime_type: string;
            /** @description Lower-case hex */
            sha256: string;
            /** @description On this API, for the same key as bearer token; it does not end */
            url: string;
        };
        /**
         * @example {
         *       "id": "106540352242922",
         *       "verified_name": "Demo Ltd",
         *       "display_phone_number": "+60123456789",
         *       "quality_rating": "GREEN",
         *       "platform_type": "CLOUD_API",
         *       "throughput": {
         *         "level": "STANDARD"
         *       }
         *     }
         */
        CloudApiNumber: {
            account_mode?: string;
            code_verification_status?: string;
            display_phone_number?: string;
            id: string;
            is_official_business_account?: boolean;
            messaging_limit_tier?: string;
            name_status?: string;
            /** @description `NOT_APPLICABLE` for WhatsApp Web */
            platform_type?: string;
            quality_rating?: string;
            quality_score?: {
                score: string;
            };
            /** @description `CONNECTED`, `DISCONNECTED`, or Meta’s word */
            status?: string;
            throughput?: {
                level: string;
            };
            verified_name?: string;
        };
        CloudApiProfile: {
            about?: string;
            address?: string;
            description?: string;
            email?: string;
            messaging_product: string;
            profile_picture_url?: string;
            vertical?: string;
            websites?: string[];
        };
        /**
         * @example {
         *       "messaging_product": "whatsapp",
         *       "contacts": [
         *         {
         *           "input": "+60123456789",
         *           "wa_id": "60123456789"
         *         }
         *       ],
         *       "messages": [
         *         {
         *           "id": "wamid.01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *         }
         *       ]
         *     }
         */
        CloudApiSent: {
            contacts?: {
                /** @description The recipient as it was given */
                input: string;
                /** @description As WhatsApp spells it */
                wa_id: string;
            }[];
            messages?: {
                /** @description The same in webhooks of the format cloud-api */
                id: string;
                /**
                 * @description Of a template
                 * @enum {string}
                 */
                message_status?: "accepted";
            }[];
            /** @enum {string} */
            messaging_product?: "whatsapp";
            /** @description In place of the others, of what sends nothing */
            success?: boolean;
        };
        CloudApiTemplate: {
            category?: string;
            components?: {
                [key: string]: unknown;
            }[];
            id: string;
            language?: string;
            name?: string;
            previous_category?: string;
            quality_score?: {
                score: string;
            };
            rejected_reason?: string;
            status?: string;
        };
        /**
         * @example {
         *       "id": "med_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *     }
         */
        CloudApiUploaded: {
            /** @description Our mediaId */
            id: string;
        };
        Company: {
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example demo */
            id: string;
            /** @example Demo Ltd */
            name: string;
            /**
             * @description How many turns it gets beside the others when all have a backlog; 1 when absent
             * @example 1
             */
            weight: number;
        };
        Contact: {
            /** @description False: the person wants no marketing messages from the company; null: has not said */
            acceptsMarketing: boolean | null;
            /**
             * @description Business-scoped user id, by which the Cloud API knows a person without telling the number
             * @example US.13491208655302741918
             */
            bsuid: string | null;
            /**
             * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
             * @example 60123456789
             */
            chatId: string;
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            isBusiness: boolean;
            /** @description …@lid, where WhatsApp tells it */
            lid: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description As it was given here, or stands in a phone’s address book */
            name: string | null;
            /** @description Digits */
            phoneNumber: string | null;
            /** @description As the person calls himself */
            pushName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            /** @description The name that the person chose on WhatsApp, without @ */
            username: string | null;
        };
        ContactImport: {
            created: number;
            /** @description In the order of the rows */
            data: {
                contactId?: string;
                errors?: {
                    message: string;
                    /** @description Within the row */
                    path: string;
                }[];
                /** @description From 1, not counting a CSV’s first line with the names */
                row: number;
                /** @enum {string} */
                status: "created" | "updated" | "failed";
            }[];
            failed: number;
            updated: number;
        };
        ContactWithLive: {
            /** @description False: the person wants no marketing messages from the company; null: has not said */
            acceptsMarketing: boolean | null;
            /**
             * @description Business-scoped user id, by which the Cloud API knows a person without telling the number
             * @example US.13491208655302741918
             */
            bsuid: string | null;
            /**
             * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
             * @example 60123456789
             */
            chatId: string;
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            isBusiness: boolean;
            /** @description …@lid, where WhatsApp tells it */
            lid: string | null;
            live?: {
                about: string | null;
                isBlocked: boolean;
                isBusiness: boolean;
                /** @description In the phone’s address book */
                isMyContact: boolean;
                /** @description WhatsApp’s own; it ends after some days */
                pictureUrl: string | null;
                pushName: string | null;
            };
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description As it was given here, or stands in a phone’s address book */
            name: string | null;
            /** @description Digits */
            phoneNumber: string | null;
            /** @description As the person calls himself */
            pushName: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            /** @description The name that the person chose on WhatsApp, without @ */
            username: string | null;
        };
        Employee: {
            /** @example demo */
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            disabled: boolean;
            /** @example ana@example.org */
            email: string;
            /** @description Without one he cannot sign in */
            hasPassword: boolean;
            /** @example emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            lastSignedInAt: string | null;
            /** @example Ana Lim */
            name: string;
            /**
             * @description viewer: messages:read; agent: messages:send and contacts:manage too; admin: every scope of the company
             * @example agent
             * @enum {string}
             */
            role: "admin" | "agent" | "viewer";
        };
        /** @description The removal of a person’s or a company’s data. It says nothing of whom */
        Erasure: {
            companyId: string;
            /**
             * @description What is gone so far, by kind
             * @example {
             *       "messages": 12,
             *       "events": 40,
             *       "files": 1,
             *       "contacts": 1
             *     }
             */
            counts: {
                [key: string]: number;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example era_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            erasureId: string;
            /** @description The last fault, while it is tried again */
            error: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            finishedAt: string | null;
            /** @enum {string} */
            kind: "contact" | "company";
            /**
             * @description What it is at; null when it is done
             * @example messages
             */
            stage: string | null;
            /** @enum {string} */
            status: "running" | "done";
        };
        /**
         * @example {
         *       "id": "evt_0000000000004711",
         *       "type": "message.delivered",
         *       "createdAt": "2026-11-23T10:00:00.000Z",
         *       "companyId": "demo",
         *       "phoneIndex": 0,
         *       "data": {
         *         "message": {
         *           "id": "msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD",
         *           "status": "delivered"
         *         }
         *       }
         *     }
         */
        Event: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @description Of message events: `message`, as it was then, and what the event says besides */
            data: {
                [key: string]: unknown;
            };
            /**
             * @description The same at each attempt
             * @example evt_0000000000004711
             */
            id: string;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number | null;
            /** @enum {string} */
            type: "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test";
        };
        /**
         * @description An error of the Cloud-API facade, in Meta’s shape
         * @example {
         *       "error": {
         *         "message": "(#131047) Re-engagement message",
         *         "type": "OAuthException",
         *         "code": 131047,
         *         "error_data": {
         *           "messaging_product": "whatsapp",
         *           "details": "The person has not written for 24 hours."
         *         },
         *         "fbtrace_id": "01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *       }
         *     }
         */
        GraphError: {
            error: {
                /** @description Meta’s; branch on this */
                code: number;
                error_data?: {
                    /** @description One sentence on what is wrong */
                    details: string;
                    messaging_product: string;
                };
                error_subcode?: number;
                /** @description The request’s id, as in the header x-request-id */
                fbtrace_id: string;
                /** @description True: the same request may work later */
                is_transient?: boolean;
                message: string;
                /** @description `OAuthException` or `GraphMethodException` */
                type: string;
            };
        };
        Group: {
            /** @description Only admins may write */
            announce: boolean;
            /** @example 120363025246125486@g.us */
            chatId: string;
            /** Format: date-time */
            createdAt: string | null;
            description: string | null;
            owner: {
                /**
                 * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
                 * @example 60123456789
                 */
                chatId: string;
                /** @description …@lid, where WhatsApp tells it */
                lid: string | null;
                /** @description Digits */
                phoneNumber: string | null;
            } | null;
            participants: components["schemas"]["GroupParticipant"][];
            /** @description Only admins may change subject, picture and description */
            restrict: boolean;
            subject: string;
        };
        GroupInvite: {
            inviteCode: string;
            /** @example https://chat.whatsapp.com/GzR2xEXAMPLE7c9 */
            inviteLink: string;
        };
        GroupParticipant: {
            /**
             * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
             * @example 60123456789
             */
            chatId: string;
            /** @description …@lid, where WhatsApp tells it */
            lid: string | null;
            /** @description Digits */
            phoneNumber: string | null;
            /** @enum {string} */
            role: "member" | "admin" | "superadmin";
        };
        GroupParticipantResult: {
            /**
             * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
             * @example 60123456789
             */
            chatId: string;
            /** @description WhatsApp’s own, like that of HTTP */
            code: number;
            detail: string | null;
            /** @description Who must be invited: the link to send to him */
            inviteLink: string | null;
            /** @description …@lid, where WhatsApp tells it */
            lid: string | null;
            ok: boolean;
            /** @description Digits */
            phoneNumber: string | null;
        };
        GroupSummary: {
            /** @description Only admins may write */
            announce: boolean;
            /** @example 120363025246125486@g.us */
            chatId: string;
            /** Format: date-time */
            createdAt: string | null;
            description: string | null;
            owner: {
                /**
                 * @description How the chat is spelled: digits, or …@lid or a BSUID while the number is hidden
                 * @example 60123456789
                 */
                chatId: string;
                /** @description …@lid, where WhatsApp tells it */
                lid: string | null;
                /** @description Digits */
                phoneNumber: string | null;
            } | null;
            /** @description Only admins may change subject, picture and description */
            restrict: boolean;
            subject: string;
        };
        Health: {
            database: {
                latencyMs: number;
                /** @enum {string} */
                status: "ok" | "down";
            };
            processes: {
                activeConnections: number;
                /** @description `-` when an expected process was never seen */
                instanceId: string;
                /**
                 * Format: date-time
                 * @example 2026-11-23T10:00:00.000Z
                 */
                lastHeartbeatAt: string | null;
                memoryLimitMb: number | null;
                memoryUsageMb: number;
                /** @enum {string} */
                processName: "api" | "wwebjs" | "meta" | "webhook" | "orchestrator";
                restarts: number;
                /** @enum {string} */
                status: "healthy" | "degraded" | "down";
                uptimeSeconds: number;
            }[];
            queues: {
                meta: {
                    active: number;
                    delayed: number;
                    /** @description In the last day */
                    failed: number;
                    /** @description How long the oldest has waited */
                    oldestSeconds: number;
                    waiting: number;
                };
                webhook: {
                    active: number;
                    delayed: number;
                    /** @description In the last day */
                    failed: number;
                    /** @description How long the oldest has waited */
                    oldestSeconds: number;
                    waiting: number;
                };
                wwebjs: {
                    active: number;
                    delayed: number;
                    /** @description In the last day */
                    failed: number;
                    /** @description How long the oldest has waited */
                    oldestSeconds: number;
                    waiting: number;
                };
            };
            redis: {
                latencyMs: number;
                /** @enum {string} */
                status: "ok" | "down";
            };
            /**
             * @description down: the database cannot be reached
             * @enum {string}
             */
            status: "ok" | "degraded" | "down";
        };
        /** @description In the Cloud API’s shape. Beyond what is named here, fields are passed on as they are. */
        Interactive: {
            action: {
                buttons: {
                    reply: {
                        id: string;
                        title: string;
                    };
                    /** @enum {string} */
                    type: "reply";
                }[];
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            header?: {
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                document?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                gif?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                image?: {
                    [key: string]: unknown;
                };
                text?: string;
                /** @enum {string} */
                type: "text" | "image" | "video" | "document" | "gif";
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                video?: {
                    [key: string]: unknown;
                };
            };
            /** @enum {string} */
            type: "button";
        } | {
            action: {
                button: string;
                sections: {
                    rows: {
                        description?: string;
                        id: string;
                        title: string;
                    }[];
                    title?: string;
                }[];
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            header?: {
                text: string;
                /** @enum {string} */
                type: "text";
            };
            /** @enum {string} */
            type: "list";
        } | {
            action: {
                /** @enum {string} */
                name: "cta_url";
                parameters: {
                    display_text: string;
                    url: string;
                };
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            header?: {
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                document?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                gif?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                image?: {
                    [key: string]: unknown;
                };
                text?: string;
                /** @enum {string} */
                type: "text" | "image" | "video" | "document" | "gif";
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                video?: {
                    [key: string]: unknown;
                };
            };
            /** @enum {string} */
            type: "cta_url";
        } | {
            action: {
                /** @enum {string} */
                name: "flow";
                parameters: {
                    /** @enum {string} */
                    flow_action?: "navigate" | "data_exchange";
                    flow_action_payload?: {
                        [key: string]: unknown;
                    };
                    flow_cta: string;
                    flow_id?: string;
                    flow_message_version: string;
                    flow_name?: string;
                    /** @enum {string} */
                    mode?: "draft" | "published";
                };
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            header?: {
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                document?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                gif?: {
                    [key: string]: unknown;
                };
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                image?: {
                    [key: string]: unknown;
                };
                text?: string;
                /** @enum {string} */
                type: "text" | "image" | "video" | "document" | "gif";
                /** @description One of `mediaId` (stored here), `id` (Meta’s) and `link`; of a document also `filename` */
                video?: {
                    [key: string]: unknown;
                };
            };
            /** @enum {string} */
            type: "flow";
        } | {
            action: {
                /** @enum {string} */
                name: "send_location";
            };
            body: {
                text: string;
            };
            /** @enum {string} */
            type: "location_request_message";
        } | {
            action: {
                catalog_id: string;
                product_retailer_id: string;
            };
            body?: {
                text: string;
            };
            footer?: {
                text: string;
            };
            /** @enum {string} */
            type: "product";
        } | {
            action: {
                catalog_id: string;
                sections: {
                    product_items: {
                        product_retailer_id: string;
                    }[];
                    title?: string;
                }[];
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            header: {
                text: string;
                /** @enum {string} */
                type: "text";
            };
            /** @enum {string} */
            type: "product_list";
        } | {
            action: {
                /** @enum {string} */
                name: "catalog_message";
            };
            body: {
                text: string;
            };
            footer?: {
                text: string;
            };
            /** @enum {string} */
            type: "catalog_message";
        } | {
            action: {
                /** @enum {string} */
                name: "call_permission_request";
            };
            body?: {
                text: string;
            };
            /** @enum {string} */
            type: "call_permission_request";
        } | {
            action: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "address_message";
        } | {
            action: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "carousel";
        } | {
            action: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "order_details";
        } | {
            action: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "order_status";
        } | {
            action: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            type: "voice_call";
        };
        Label: {
            /** @example #ff9485 */
            color: string | null;
            labelId: string;
            name: string;
        };
        Media: {
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            filename?: string;
            /** @example med_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            mediaId: string;
            /** @example image/png */
            mimeType: string;
            /**
             * @description Given with a send, received from WhatsApp, or uploaded by itself
             * @enum {string}
             */
            origin: "outbound" | "inbound" | "upload";
            /** @description Lower-case hex */
            sha256: string;
            sizeBytes: number;
        };
        Message: {
            attempts: number;
            /**
             * @description Digits for a person, …@g.us for a group
             * @example 60123456789
             */
            chatId: string;
            /** @example demo */
            companyId: string;
            /** @enum {string} */
            connectionType: "wwebjs" | "meta";
            /**
             * @description By type; text: {text}
             * @example {
             *       "text": "Hello"
             *     }
             */
            content: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            deliveredAt: string | null;
            /** @enum {string} */
            direction: "outbound" | "inbound";
            /**
             * Format: date-time
             * @description Its text was changed; content holds what it says now
             * @example 2026-11-23T10:00:00.000Z
             */
            editedAt: string | null;
            error: {
                /** @description Stable; see /docs/errors */
                code: string;
                detail: string;
                providerCode?: string;
                retryable: boolean;
            } | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            failedAt: string | null;
            /** @description The phoneIndex that it was meant for, when another phone serves it as its fallback */
            fallbackFrom: number | null;
            from: string | null;
            /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            idempotencyKey: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description In groups: who wrote it */
            participant: string | null;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            playedAt: string | null;
            /** @description The worker process that serves it */
            processName: string;
            providerMessageId: string | null;
            quotedMessageId: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            readAt: string | null;
            /**
             * Format: date-time
             * @description It was taken back for everyone; content holds what it said
             * @example 2026-11-23T10:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            sentAt: string | null;
            /** @enum {string} */
            status: "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed" | "cancelled" | "expired" | "unconfirmed" | "received";
            to: string | null;
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contact" | "poll" | "reaction" | "interactive" | "template" | "button" | "order" | "call" | "system" | "unsupported";
        };
        MessageActivity: {
            counts: {
                /**
                 * Format: date-time
                 * @description The beginning of the minute in which the messages were made
                 * @example 2026-11-23T10:00:00.000Z
                 */
                at: string;
                /** @enum {string} */
                connectionType: "wwebjs" | "meta";
                count: number;
                /** @enum {string} */
                direction: "outbound" | "inbound";
                /**
                 * @description Their status now
                 * @enum {string}
                 */
                status: "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed" | "cancelled" | "expired" | "unconfirmed" | "received";
            }[];
            /**
             * Format: date-time
             * @description The first minute that was counted: later than asked for, when there was too much to count
             * @example 2026-11-23T10:00:00.000Z
             */
            from: string;
            /**
             * Format: date-time
             * @description When it was counted
             * @example 2026-11-23T10:00:00.000Z
             */
            to: string;
        };
        MessageWithTimeline: {
            attempts: number;
            /**
             * @description Digits for a person, …@g.us for a group
             * @example 60123456789
             */
            chatId: string;
            /** @example demo */
            companyId: string;
            /** @enum {string} */
            connectionType: "wwebjs" | "meta";
            /**
             * @description By type; text: {text}
             * @example {
             *       "text": "Hello"
             *     }
             */
            content: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            deliveredAt: string | null;
            /** @enum {string} */
            direction: "outbound" | "inbound";
            /**
             * Format: date-time
             * @description Its text was changed; content holds what it says now
             * @example 2026-11-23T10:00:00.000Z
             */
            editedAt: string | null;
            error: {
                /** @description Stable; see /docs/errors */
                code: string;
                detail: string;
                providerCode?: string;
                retryable: boolean;
            } | null;
            /** @description What happened to it, oldest first */
            events: {
                /**
                 * Format: date-time
                 * @example 2026-11-23T10:00:00.000Z
                 */
                at: string;
                detail: {
                    [key: string]: unknown;
                } | null;
                /** @enum {string} */
                type: "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test";
            }[];
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            failedAt: string | null;
            /** @description The phoneIndex that it was meant for, when another phone serves it as its fallback */
            fallbackFrom: number | null;
            from: string | null;
            /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            idempotencyKey: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @description In groups: who wrote it */
            participant: string | null;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            playedAt: string | null;
            /** @description The worker process that serves it */
            processName: string;
            providerMessageId: string | null;
            quotedMessageId: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            readAt: string | null;
            /**
             * Format: date-time
             * @description It was taken back for everyone; content holds what it said
             * @example 2026-11-23T10:00:00.000Z
             */
            revokedAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            sentAt: string | null;
            /** @enum {string} */
            status: "scheduled" | "queued" | "sending" | "sent" | "delivered" | "read" | "played" | "failed" | "cancelled" | "expired" | "unconfirmed" | "received";
            to: string | null;
            /** @enum {string} */
            type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contact" | "poll" | "reaction" | "interactive" | "template" | "button" | "order" | "call" | "system" | "unsupported";
        };
        NewApiKey: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @example key_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            /** @description The key itself; shown this once */
            key: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            lastUsedAt: string | null;
            /** @example Demo Ltd */
            name: string;
            /**
             * @description The first characters, to recognise the key by
             * @example wt_4f9a
             */
            prefix: string;
            /** @description How many it may make over all instances (API_RATE_LIMIT); null is no limit */
            requestsPerSecond: number | null;
            /**
             * @example [
             *       "messages:send"
             *     ]
             */
            scopes: ("messages:send" | "messages:read" | "phones:manage" | "contacts:manage" | "webhooks:manage" | "company:admin")[];
        };
        NewWebhook: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            disabledAt: string | null;
            /** @enum {string|null} */
            disabledReason: "owner" | "failing" | "gone" | null;
            enabled: boolean;
            events: ("*" | "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test")[];
            /**
             * Format: date-time
             * @description Since then every attempt has failed
             * @example 2026-11-23T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * @description cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else
             * @enum {string}
             */
            format: "watertight" | "cloud-api";
            /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            phoneIndex: number | null;
            /**
             * @description Shown this once
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /** @description How many secrets sign; more than one while they are rotated */
            secretCount: number;
            /**
             * Format: date-time
             * @description The latest success
             * @example 2026-11-23T10:00:00.000Z
             */
            succeededAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            url: string;
        };
        PairingCode: {
            /** @example WT4K7Q2M */
            code: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt: string;
        };
        Phone: {
            companyId: string;
            /** @enum {string} */
            connectionType: "wwebjs" | "meta";
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            /** @enum {string} */
            desiredState: "start" | "stop";
            /** @description Another phone of the company that serves this one’s messages while it is not ready and the other is. Replies, reactions, groups, and what the other cannot send wait for their phone */
            fallback: {
                /** @description So long this phone must not have been ready */
                afterSeconds: number;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
                /** @description true: what waits for this phone goes the same way, in the order of each chat, unless something of it may have gone out already; false: new messages alone */
                queued: boolean;
            } | null;
            /** @description Pacing and throughput; what is absent has the default of the connection type */
            limits: {
                /** @description How many may go at once after a pause */
                burst?: number;
                /** @description Messages a day */
                dailyCap?: number;
                /** @description false turns all limits off; true turns the defaults on, also for a sandbox phone */
                enabled?: boolean;
                /** @description How much a gap varies */
                jitter?: number;
                messagesPerSecond?: number;
                /** @description At least so many seconds between two messages */
                minGapSeconds?: number;
                /** @description … of which so many may be borrowed at once */
                pairBurst?: number;
                /** @description To one recipient: on average one message in so many seconds */
                pairIntervalSeconds?: number;
                /** @description Nothing is sent in these hours */
                quietHours?: {
                    /** @example 22:00 */
                    from: string;
                    /** @example 22:00 */
                    to: string;
                };
                /** @description Cloud API: whether messages other than templates are refused with `OUTSIDE_WINDOW` while a person has not written for 24 hours. Absent: when that is known, because we have heard what comes to the phone for a day, and not in the sandbox; true: always */
                serviceWindow?: boolean;
                /**
                 * @description IANA name; UTC when absent
                 * @example Asia/Kuala_Lumpur
                 */
                timezone?: string;
                /** @description WhatsApp Web: the chat sees the phone typing before a text, longer before a longer one, at most so long; 0 or absent: not at all */
                typingSeconds?: number;
                /** @description A new phone grows evenly to its daily cap */
                warmUp?: {
                    days: number;
                    /** @description On the first day */
                    startPerDay: number;
                };
            } | null;
            /** @enum {string} */
            mode: "live" | "sandbox";
            name: string | null;
            /** @description Stays when the connection type changes */
            phoneId: string;
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex: number;
            /** @description The id for the Cloud-API-compatible calls: Meta’s own, or digits made here */
            phoneNumberId: string;
            /** @description The worker process that serves it */
            processName: string;
            /** @description What Meta says of the number, in its own words; null for WhatsApp Web, and before it was asked */
            provider: {
                /** @description `LIVE` or `SANDBOX` */
                accountMode: string | null;
                /**
                 * Format: date-time
                 * @description When Meta was last asked
                 * @example 2026-11-23T10:00:00.000Z
                 */
                checkedAt: string;
                codeVerificationStatus: string | null;
                isOfficialBusinessAccount: boolean | null;
                /** @description To how many people it may write first in 24 hours; null: any number, or not known */
                messagingLimit: number | null;
                /** @description The limit in Meta’s word */
                messagingTier: string | null;
                /** @description To how many it has in the last 24 hours, with all numbers of its account here; null without a limit */
                messagingUsed: number | null;
                /** @description `APPROVED`, `PENDING_REVIEW`, `DECLINED`, … */
                nameStatus: string | null;
                /** @description `CONNECTED`, `FLAGGED`, `RESTRICTED`, `BANNED`, `PENDING`, … */
                numberStatus: string | null;
                platformType: string | null;
                /** @description `GREEN`, `YELLOW`, `RED` or `UNKNOWN` */
                qualityRating: string | null;
                /** @description `STANDARD` or `HIGH` */
                throughput: string | null;
                /**
                 * Format: date-time
                 * @description When the access token ends; null: never, or not known
                 * @example 2026-11-23T10:00:00.000Z
                 */
                tokenExpiresAt: string | null;
                /** @description What recipients see */
                verifiedName: string | null;
            } | null;
            /** @enum {string} */
            status: "stopped" | "starting" | "qr" | "pairing" | "authenticated" | "ready" | "disconnected" | "failed";
            wabaId: string | null;
        };
        /**
         * @description RFC 9457
         * @example {
         *       "type": "/docs/errors#CHAT_ID_INVALID",
         *       "title": "The chat id is no number and no group",
         *       "status": 400,
         *       "detail": "Use digits with the country code, +digits, …@c.us or …@g.us.",
         *       "code": "CHAT_ID_INVALID",
         *       "requestId": "01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *     }
         */
        Problem: {
            /**
             * @description Stable; branch on this
             * @enum {string}
             */
            code: "VALIDATION_FAILED" | "CHAT_ID_INVALID" | "UNAUTHENTICATED" | "SIGN_IN_FAILED" | "FORBIDDEN" | "NOT_FOUND" | "COMPANY_NOT_FOUND" | "PHONE_NOT_FOUND" | "MESSAGE_NOT_FOUND" | "API_KEY_NOT_FOUND" | "EMPLOYEE_NOT_FOUND" | "MEDIA_NOT_FOUND" | "CONTACT_NOT_FOUND" | "ERASURE_NOT_FOUND" | "CHAT_NOT_FOUND" | "GROUP_NOT_FOUND" | "CHANNEL_NOT_FOUND" | "LABEL_NOT_FOUND" | "TEMPLATE_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "DELIVERY_NOT_FOUND" | "METHOD_NOT_ALLOWED" | "COMPANY_EXISTS" | "CONTACT_EXISTS" | "EMPLOYEE_EXISTS" | "PHONE_EXISTS" | "TEMPLATE_EXISTS" | "ACCOUNT_UNKNOWN" | "IDEMPOTENCY_KEY_REUSED" | "PHONE_NOT_READY" | "QR_NOT_AVAILABLE" | "MESSAGE_NOT_CANCELLABLE" | "MESSAGE_NOT_RETRYABLE" | "MEDIA_IN_USE" | "MESSAGE_NOT_CHANGEABLE" | "MESSAGE_NOT_FORWARDABLE" | "WEBHOOK_LIMIT" | "WEBHOOK_DISABLED" | "NO_PHONE" | "UPGRADE_REQUIRED" | "PAYLOAD_TOO_LARGE" | "MEDIA_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "MEDIA_RANGE_INVALID" | "MEDIA_TYPE_INVALID" | "MEDIA_UNREACHABLE" | "EGRESS_DENIED" | "UNSUPPORTED_ON_CHANNEL" | "OUTSIDE_WINDOW" | "TEMPLATE_PAUSED" | "ACCOUNT_BLOCKED" | "SANDBOX_DISABLED" | "NOT_SANDBOX" | "SANDBOX_REFUSED" | "MESSAGING_LIMIT" | "RATE_LIMITED" | "INTERNAL" | "STORE_UNAVAILABLE" | "MEDIA_STORAGE_UNAVAILABLE" | "MEDIA_BUSY" | "OVERLOADED" | "SHUTTING_DOWN" | "SANDBOX_UNAVAILABLE" | "PROVIDER_REFUSED" | "PROVIDER_UNAVAILABLE" | "REFUSED_BY_WHATSAPP" | "FORBIDDEN_BY_WHATSAPP" | "INVITE_INVALID" | "RECIPIENT_INVALID" | "TOKEN_REFUSED" | "ACTION_UNANSWERED" | "OUTCOME_UNKNOWN" | "ATTEMPTS_EXHAUSTED" | "EXPIRED";
            detail: string;
            errors?: {
                /** @enum {string} */
                in: "body" | "query" | "path" | "header";
                message: string;
                /** @description JSON pointer to the field */
                path: string;
            }[];
            /** @description WhatsApp’s own code, where it is its refusal */
            providerCode?: string;
            requestId?: string;
            status: number;
            title: string;
            /**
             * Format: uri-reference
             * @description Where the code is explained
             */
            type: string;
        };
        QrCode: {
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt: string;
            /** @description The text to draw as a QR code */
            qr: string;
        };
        RetryResult: {
            /** @description How many matched, up to the limit: ask again while it is the limit */
            found: number;
            /** @description How many of them are queued again */
            retried: number;
        };
        RotatedWebhook: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            disabledAt: string | null;
            /** @enum {string|null} */
            disabledReason: "owner" | "failing" | "gone" | null;
            enabled: boolean;
            events: ("*" | "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test")[];
            /**
             * Format: date-time
             * @description Since then every attempt has failed
             * @example 2026-11-23T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * @description cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else
             * @enum {string}
             */
            format: "watertight" | "cloud-api";
            /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            phoneIndex: number | null;
            /**
             * Format: date-time
             * @description Until then the ones before sign too
             * @example 2026-11-23T10:00:00.000Z
             */
            previousUntil: string;
            /**
             * @description The new one; shown this once
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
             */
            secret: string;
            /** @description How many secrets sign; more than one while they are rotated */
            secretCount: number;
            /**
             * Format: date-time
             * @description The latest success
             * @example 2026-11-23T10:00:00.000Z
             */
            succeededAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            url: string;
        };
        Sandbox: {
            /** @description Whether phones in mode sandbox are allowed here (SANDBOX) */
            enabled: boolean;
            phones: {
                /** @enum {string} */
                connectionType: "wwebjs" | "meta";
                name: string | null;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
                /** @description Its own number, digits, once known */
                phoneNumber: string | null;
                /** @enum {string} */
                status: "stopped" | "starting" | "qr" | "pairing" | "authenticated" | "ready" | "disconnected" | "failed";
            }[];
        };
        SandboxArrival: {
            /** @description The provider’s id of what arrives */
            providerMessageId: string;
        };
        SandboxFaults: {
            /** @description Those that the phone’s channel has */
            data: {
                about: string;
                /** @enum {string} */
                fault: "refused" | "failed-later" | "unavailable" | "rate-limited" | "answer-lost" | "slow" | "no-receipts" | "not-read" | "not-delivered" | "offline" | "uploads-fail";
                isOn: boolean;
            }[];
        };
        /**
         * @example {
         *       "media": {
         *         "url": "https://example.com/song.mp3"
         *       }
         *     }
         */
        SendAudio: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "contacts": [
         *         {
         *           "name": "Ana Lim",
         *           "phones": [
         *             "+60 12-345 6789"
         *           ],
         *           "organization": "Demo Ltd"
         *         }
         *       ]
         *     }
         */
        SendContact: {
            contacts: {
                /** @example Ana Lim */
                name: string;
                organization?: string;
                phones: string[];
            }[];
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
        };
        /**
         * @example {
         *       "media": {
         *         "data": "SGVsbG8K",
         *         "mimeType": "text/plain",
         *         "filename": "hello.txt"
         *       }
         *     }
         */
        SendDocument: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "media": {
         *         "url": "https://example.com/picture.jpg"
         *       },
         *       "caption": "Our shop"
         *     }
         */
        SendImage: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "interactive": {
         *         "type": "button",
         *         "body": {
         *           "text": "Rice or noodles?"
         *         },
         *         "action": {
         *           "buttons": [
         *             {
         *               "type": "reply",
         *               "reply": {
         *                 "id": "rice",
         *                 "title": "Rice"
         *               }
         *             },
         *             {
         *               "type": "reply",
         *               "reply": {
         *                 "id": "noodles",
         *                 "title": "Noodles"
         *               }
         *             }
         *           ]
         *         }
         *       }
         *     }
         * @example {
         *       "interactive": {
         *         "type": "list",
         *         "body": {
         *           "text": "Rice or noodles?"
         *         },
         *         "action": {
         *           "button": "Choose",
         *           "sections": [
         *             {
         *               "rows": [
         *                 {
         *                   "id": "rice",
         *                   "title": "Rice",
         *                   "description": "With egg"
         *                 }
         *               ]
         *             }
         *           ]
         *         }
         *       }
         *     }
         * @example {
         *       "interactive": {
         *         "type": "cta_url",
         *         "body": {
         *           "text": "The menu"
         *         },
         *         "action": {
         *           "name": "cta_url",
         *           "parameters": {
         *             "display_text": "Open",
         *             "url": "https://example.com/menu"
         *           }
         *         }
         *       }
         *     }
         */
        SendInteractive: {
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            interactive: components["schemas"]["Interactive"];
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
        };
        /**
         * @example {
         *       "latitude": 3.1579,
         *       "longitude": 101.7116,
         *       "name": "Petronas Towers"
         *     }
         */
        SendLocation: {
            address?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @example 3.1579 */
            latitude: number;
            /** @example 101.7116 */
            longitude: number;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            name?: string;
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            url?: string;
        };
        /**
         * @example {
         *       "question": "Lunch?",
         *       "options": [
         *         "Rice",
         *         "Noodles"
         *       ],
         *       "maxSelections": 1
         *     }
         */
        SendPoll: {
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description How many may be chosen; 1 when absent, 0 for any number */
            maxSelections?: number;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            options: string[];
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            question: string;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
        };
        /**
         * @example {
         *       "emoji": "👍",
         *       "messageId": "msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *     }
         */
        SendReaction: {
            /** @description One emoji; empty takes the reaction back */
            emoji: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Our id of the message, in either direction */
            messageId: string;
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
        };
        /**
         * @example {
         *       "media": {
         *         "url": "https://example.com/sticker.webp"
         *       }
         *     }
         */
        SendSticker: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "template": {
         *         "name": "order_update",
         *         "language": "en_US",
         *         "components": [
         *           {
         *             "type": "body",
         *             "parameters": [
         *               {
         *                 "type": "text",
         *                 "text": "4711"
         *               }
         *             ]
         *           }
         *         ]
         *       }
         *     }
         */
        SendTemplate: {
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            template: {
                components?: ({
                    /** @example body */
                    type: string;
                } & {
                    [key: string]: unknown;
                })[];
                /**
                 * @example en_US
                 * @example {
                 *       "code": "en_US"
                 *     }
                 */
                language: string | {
                    code: string;
                    /** @enum {string} */
                    policy?: "deterministic";
                };
                /** @example order_update */
                name: string;
            };
        };
        /**
         * @example {
         *       "message": "Hello"
         *     }
         */
        SendText: {
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description A preview of the first link; the channel decides when absent */
            linkPreview?: boolean;
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @example Hello */
            message: string;
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
        };
        /**
         * @example {
         *       "media": {
         *         "mediaId": "med_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
         *       },
         *       "caption": "How it works"
         *     }
         */
        SendVideo: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        /**
         * @example {
         *       "media": {
         *         "url": "https://example.com/note.ogg"
         *       }
         *     }
         */
        SendVoice: {
            /** @description WhatsApp shows it with image, video and document */
            caption?: string;
            /**
             * Format: date-time
             * @description Not after: then it expires
             * @example 2026-11-23T10:00:00.000Z
             */
            expiresAt?: string;
            /** @description false: it waits for its phone, even when that has a fallback and has not been ready for long */
            fallback?: boolean;
            /** @description A video that plays as a GIF */
            gif?: boolean;
            /** @description Cloud API: true sends it although the person has not written for 24 hours, and lets Meta decide; else that is refused with `OUTSIDE_WINDOW` */
            ignoreWindow?: boolean;
            /** @description One of url, mediaId, and data with mimeType */
            media: {
                /** @description The bytes in base64; with mimeType */
                data?: string;
                filename?: string;
                /** @description Of an uploaded file */
                mediaId?: string;
                /** @description Refused when the bytes are not that */
                mimeType?: string;
                /**
                 * @description Fetched before the message is accepted; it must be public
                 * @example https://example.com/picture.jpg
                 */
                url?: string;
            };
            /** @description People whom the text names, as chat ids */
            mentions?: string[];
            /** @description Yours; comes back with the message. At most 8 KiB as JSON */
            metadata?: {
                [key: string]: unknown;
            };
            /**
             * @description What follows when it cannot be known whether it went out; `hold` when absent
             * @enum {string}
             */
            onUncertain?: "hold" | "resend" | "fail";
            /**
             * @description Which of the company’s phones
             * @example 0
             */
            phoneIndex?: number;
            quotedMessageId?: string;
            /**
             * Format: date-time
             * @description Not before
             * @example 2026-11-23T10:00:00.000Z
             */
            scheduledAt?: string;
            /** @description Can be opened once, where the channel offers it */
            viewOnce?: boolean;
        };
        Template: {
            category: string;
            companyId: string;
            components: {
                [key: string]: unknown;
            }[];
            /**
             * Format: date-time
             * @description When it was first seen here
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            language: string;
            name: string;
            previousCategory: string | null;
            /** @description `GREEN`, `YELLOW`, `RED` or `UNKNOWN` */
            quality: string | null;
            rejectedReason: string | null;
            /** @description Meta’s word */
            status: string;
            /**
             * Format: date-time
             * @description When Meta last showed it
             * @example 2026-11-23T10:00:00.000Z
             */
            syncedAt: string;
            templateId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            /** @description The WhatsApp Business Account; all its phones share its templates */
            wabaId: string;
        };
        TemplatesRemoved: {
            /** @description How many that were on record */
            removed: number;
        };
        TemplatesSynced: {
            /** @description How many the account has */
            templates: number;
        };
        Webhook: {
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            description: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            disabledAt: string | null;
            /** @enum {string|null} */
            disabledReason: "owner" | "failing" | "gone" | null;
            enabled: boolean;
            events: ("*" | "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test")[];
            /**
             * Format: date-time
             * @description Since then every attempt has failed
             * @example 2026-11-23T10:00:00.000Z
             */
            failingSince: string | null;
            /**
             * @description cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else
             * @enum {string}
             */
            format: "watertight" | "cloud-api";
            /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            phoneIndex: number | null;
            /** @description How many secrets sign; more than one while they are rotated */
            secretCount: number;
            /**
             * Format: date-time
             * @description The latest success
             * @example 2026-11-23T10:00:00.000Z
             */
            succeededAt: string | null;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            updatedAt: string;
            url: string;
        };
        WebhookDelivery: {
            attempts: number;
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            error: string | null;
            /** @example evt_0000000000004711 */
            eventId: string;
            /** @enum {string} */
            eventType: "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test";
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            finishedAt: string | null;
            /** @example dlv_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            messageId: string | null;
            /**
             * Format: date-time
             * @description When it is tried next, at the earliest
             * @example 2026-11-23T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            phoneIndex: number | null;
            /** @description Of the latest attempt; null when nobody answered */
            responseStatus: number | null;
            /** @enum {string} */
            status: "waiting" | "delivered" | "failed";
            webhookId: string;
        };
        WebhookDeliveryWithLog: {
            attempts: number;
            /** @description What is posted */
            body: {
                [key: string]: unknown;
            };
            companyId: string;
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            createdAt: string;
            error: string | null;
            /** @example evt_0000000000004711 */
            eventId: string;
            /** @enum {string} */
            eventType: "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test";
            /**
             * Format: date-time
             * @example 2026-11-23T10:00:00.000Z
             */
            finishedAt: string | null;
            /** @example dlv_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
            id: string;
            /** @description Each attempt, the first first; of an answer the beginning */
            log: {
                /**
                 * Format: date-time
                 * @example 2026-11-23T10:00:00.000Z
                 */
                at: string;
                attempt: number;
                durationMs: number;
                error: string | null;
                request: {
                    headers: {
                        [key: string]: string;
                    };
                };
                response: {
                    body: string;
                    headers: {
                        [key: string]: string;
                    };
                } | null;
                status: number | null;
            }[];
            messageId: string | null;
            /**
             * Format: date-time
             * @description When it is tried next, at the earliest
             * @example 2026-11-23T10:00:00.000Z
             */
            nextAttemptAt: string | null;
            phoneIndex: number | null;
            /** @description Of the latest attempt; null when nobody answered */
            responseStatus: number | null;
            /** @enum {string} */
            status: "waiting" | "delivered" | "failed";
            webhookId: string;
        };
        WebhookSubscription: {
            /** @description The apps that hear of the account; without one Meta sends nothing */
            apps: {
                appId: string;
                /** @description In place of the app’s own, for this account */
                callbackUrl: string | null;
                name: string | null;
            }[];
            /** @description Where webhooks of this phone go: to the first of these that is set */
            callbackUrls: {
                account: string | null;
                app: string | null;
                phone: string | null;
            };
            wabaId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAudit: {
        parameters: {
            query?: {
                /** @example createPhone */
                action?: string;
                actorId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /**
                 * @description Not before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                from?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCaller: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Caller"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "correct horse battery",
                 *       "newPassword": "staple battery horse"
                 *     }
                 */
                "application/json": {
                    /** @example correct horse battery */
                    currentPassword: string;
                    /**
                     * @description Ten characters or more; kept as an Argon2id hash alone
                     * @example correct horse battery
                     */
                    newPassword: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key; `SIGN_IN_FAILED` Address and password do not belong together */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.org",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /** @example demo */
                    companyId?: string;
                    /**
                     * @description Capital letters count as small ones
                     * @example ana@example.org
                     */
                    email: string;
                    /** @example correct horse battery */
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key; `SIGN_IN_FAILED` Address and password do not belong together */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOutEverywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBots: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Bot"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logoutBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPairingCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumber": "60123456789"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Of the phone that is to be paired, with the country code
                     * @example 60123456789
                     */
                    phoneNumber: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PairingCode"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "available": true
                 *     }
                 */
                "application/json": {
                    /** @description Whether the phone is shown as online */
                    available: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readQr: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The QR code, in the form that Accept asks for */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QrCode"];
                    "image/png": string;
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `QR_NOT_AVAILABLE` There is no QR code now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restartBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopBot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Bot"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Channel"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followChannel: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The channel, …@newsletter
                 * @example 120363144038483540@newsletter
                 */
                channelId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unfollowChannel: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The channel, …@newsletter
                 * @example 120363144038483540@newsletter
                 */
                channelId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readChannel: {
        parameters: {
            query: {
                /**
                 * @description The code, or the link that holds it
                 * @example https://whatsapp.com/channel/0029VaEXAMPLE7c9
                 */
                invite: string;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChats: {
        parameters: {
            query?: {
                archived?: boolean;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex?: number;
                /** @description A part of the name, or the beginning of the number */
                search?: string;
                /** @description Only those with, or without, something unread */
                unread?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Chat"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readChat: {
        parameters: {
            query?: {
                /** @description Ask the phone, instead of what is known of the chat here */
                live?: boolean;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Chat"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    archiveChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "archived": true
                 *     }
                 */
                "application/json": {
                    /** @description true when absent */
                    archived?: boolean;
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    labelChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "labelIds": [
                 *         "1"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description All that the chat is to have */
                    labelIds: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    muteChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "until": "forever"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /**
                     * @description A time, `forever`, or null to hear it again; `forever` when absent
                     * @example forever
                     * @example 2026-11-23T10:00:00.000Z
                     * @example null
                     */
                    until?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pinChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pinned": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /** @description true when absent */
                    pinned?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markChatRead: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "typing": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /** @description Show at once that an answer is being written, for up to 25 s */
                    typing?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    typeInChat: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "typing",
                 *       "seconds": 5
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /** @description Paused again after so long; WhatsApp itself stops showing it after about 25 s */
                    seconds?: number;
                    /**
                     * @description `typing` when absent
                     * @enum {string}
                     */
                    state?: "typing" | "recording" | "paused";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markChatUnread: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description In any spelling that a send takes
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CHAT_NOT_FOUND` The phone has no such chat */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCompanies: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Company"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCompany: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "demo",
                 *       "name": "Demo Ltd"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A slug: 1 to 63 of a-z, 0-9 and inner hyphens; made from the name when absent
                     * @example demo
                     */
                    id?: string;
                    /** @example Demo Ltd */
                    name: string;
                    /**
                     * @description How many turns it gets beside the others when all have a backlog; 1 when absent
                     * @example 1
                     */
                    weight?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_EXISTS` A company with this id exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCompany: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeCompany: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeCompany: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Demo Ltd"
                 *     }
                 */
                "application/json": {
                    /** @example Demo Ltd */
                    name?: string;
                    /**
                     * @description How many turns it gets beside the others when all have a backlog; 1 when absent
                     * @example 1
                     */
                    weight?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Company"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Shop",
                 *       "scopes": [
                 *         "messages:send",
                 *         "messages:read"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example Demo Ltd */
                    name: string;
                    /**
                     * @example [
                     *       "messages:send"
                     *     ]
                     */
                    scopes: ("messages:send" | "messages:read" | "phones:manage" | "contacts:manage" | "webhooks:manage" | "company:admin")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                keyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `API_KEY_NOT_FOUND` The company has no such API key */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCompanyAudit: {
        parameters: {
            query?: {
                /** @example createPhone */
                action?: string;
                actorId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /**
                 * @description Not before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                from?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                to?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEntry"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /** @description A part of a name, or the beginning of the number */
                search?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Contact"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        /** @description With phoneNumber, lid or both */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumber": "60123456789",
                 *       "name": "Ana Lim"
                 *     }
                 */
                "application/json": {
                    /** @example 12345678901234@lid */
                    lid?: string;
                    /** @description Yours; at most 8192 characters as JSON */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @example Ana Lim */
                    name?: string | null;
                    /**
                     * @description With the country code; +, spaces, dashes, dots and brackets are fine
                     * @example 60123456789
                     */
                    phoneNumber?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `CONTACT_EXISTS` A contact with this number or LID exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readContact: {
        parameters: {
            query?: {
                /** @description Ask a phone for about, picture and blocking */
                live?: boolean;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactWithLive"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Ana Lim"
                 *     }
                 */
                "application/json": {
                    /** @example 12345678901234@lid */
                    lid?: string;
                    /** @description Yours; at most 8192 characters as JSON */
                    metadata?: {
                        [key: string]: unknown;
                    } | null;
                    /** @example Ana Lim */
                    name?: string | null;
                    /**
                     * @description With the country code; +, spaces, dashes, dots and brackets are fine
                     * @example 60123456789
                     */
                    phoneNumber?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contact"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `CONTACT_EXISTS` A contact with this number or LID exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    blockContact: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseContact: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The removal of a person’s or a company’s data. It says nothing of whom */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportContact: {
        parameters: {
            query?: {
                /** @description `after` of the last line that came: what follows it */
                after?: string;
                /** @description `inline`: the bytes of files too, as lines `mediaBytes` (`mediaId`, `at`, `base64`) */
                media?: "inline";
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unblockContact: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description The contact’s id; its digits, its …@lid or its BSUID name it as well
                 * @example con_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `CONTACT_NOT_FOUND` The company has no such contact */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumbers": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    phoneNumbers: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CheckedNumber"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importContacts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contacts": [
                 *         {
                 *           "phoneNumber": "60123456789",
                 *           "name": "Ana Lim"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description A bare array instead of the object is taken as well */
                    contacts: {
                        /** @example 12345678901234@lid */
                        lid?: string;
                        /** @description Yours; at most 8192 characters as JSON */
                        metadata?: {
                            [key: string]: unknown;
                        } | null;
                        /** @example Ana Lim */
                        name?: string | null;
                        /**
                         * @description With the country code; +, spaces, dashes, dots and brackets are fine
                         * @example 60123456789
                         */
                        phoneNumber?: string;
                    }[];
                };
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A CSV file
                     */
                    file: string;
                };
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactImport"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEmployees: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Employee"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEmployee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ana@example.org",
                 *       "name": "Ana Lim",
                 *       "role": "agent",
                 *       "password": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Capital letters count as small ones
                     * @example ana@example.org
                     */
                    email: string;
                    /** @example Ana Lim */
                    name: string;
                    /**
                     * @description Ten characters or more; kept as an Argon2id hash alone
                     * @example correct horse battery
                     */
                    password?: string;
                    /**
                     * @description viewer: messages:read; agent: messages:send and contacts:manage too; admin: every scope of the company
                     * @example agent
                     * @enum {string}
                     */
                    role: "admin" | "agent" | "viewer";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `EMPLOYEE_EXISTS` An employee with this address exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readEmployee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                employeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `EMPLOYEE_NOT_FOUND` The company has no such employee */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeEmployee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                employeeId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `EMPLOYEE_NOT_FOUND` The company has no such employee */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEmployee: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                employeeId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "viewer"
                 *     }
                 */
                "application/json": {
                    /** @description He cannot sign in; his sessions end */
                    disabled?: boolean;
                    /**
                     * @description Capital letters count as small ones
                     * @example ana@example.org
                     */
                    email?: string;
                    /** @example Ana Lim */
                    name?: string;
                    /**
                     * @description Ten characters or more; kept as an Argon2id hash alone
                     * @example correct horse battery
                     */
                    password?: string;
                    /**
                     * @description viewer: messages:read; agent: messages:send and contacts:manage too; admin: every scope of the company
                     * @example agent
                     * @enum {string}
                     */
                    role?: "admin" | "agent" | "viewer";
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Employee"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `EMPLOYEE_NOT_FOUND` The company has no such employee */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `EMPLOYEE_EXISTS` An employee with this address exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCompanyErasures: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Erasure"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCompanyErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                erasureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The removal of a person’s or a company’s data. It says nothing of whom */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `ERASURE_NOT_FOUND` There is no such erasure */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCompany: {
        parameters: {
            query?: {
                /** @description `after` of the last line that came: what follows it */
                after?: string;
                /** @description `inline`: the bytes of files too, as lines `mediaBytes` (`mediaId`, `at`, `base64`) */
                media?: "inline";
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPhones: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Phone"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "connectionType": "wwebjs",
                 *       "name": "Support"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description WhatsApp Web, or Meta’s Cloud API
                     * @enum {string}
                     */
                    connectionType: "wwebjs" | "meta";
                    /**
                     * @description Another phone of the company that serves this one’s messages while it is not ready and the other is. Replies, reactions, groups, and what the other cannot send wait for their phone
                     * @example {
                     *       "phoneIndex": 1,
                     *       "afterSeconds": 60,
                     *       "queued": true
                     *     }
                     */
                    fallback?: {
                        /** @description So long this phone must not have been ready */
                        afterSeconds: number;
                        /**
                         * @description Which of the company’s phones
                         * @example 0
                         */
                        phoneIndex: number;
                        /**
                         * @description true: what waits for this phone goes the same way, in the order of each chat, unless something of it may have gone out already; false: new messages alone
                         * @default false
                         */
                        queued?: boolean;
                    };
                    /** @description Pacing and throughput; what is absent has the default of the connection type */
                    limits?: {
                        /** @description How many may go at once after a pause */
                        burst?: number;
                        /** @description Messages a day */
                        dailyCap?: number;
                        /** @description false turns all limits off; true turns the defaults on, also for a sandbox phone */
                        enabled?: boolean;
                        /** @description How much a gap varies */
                        jitter?: number;
                        messagesPerSecond?: number;
                        /** @description At least so many seconds between two messages */
                        minGapSeconds?: number;
                        /** @description … of which so many may be borrowed at once */
                        pairBurst?: number;
                        /** @description To one recipient: on average one message in so many seconds */
                        pairIntervalSeconds?: number;
                        /** @description Nothing is sent in these hours */
                        quietHours?: {
                            /** @example 22:00 */
                            from: string;
                            /** @example 22:00 */
                            to: string;
                        };
                        /** @description Cloud API: whether messages other than templates are refused with `OUTSIDE_WINDOW` while a person has not written for 24 hours. Absent: when that is known, because we have heard what comes to the phone for a day, and not in the sandbox; true: always */
                        serviceWindow?: boolean;
                        /**
                         * @description IANA name; UTC when absent
                         * @example Asia/Kuala_Lumpur
                         */
                        timezone?: string;
                        /** @description WhatsApp Web: the chat sees the phone typing before a text, longer before a longer one, at most so long; 0 or absent: not at all */
                        typingSeconds?: number;
                        /** @description A new phone grows evenly to its daily cap */
                        warmUp?: {
                            days: number;
                            /** @description On the first day */
                            startPerDay: number;
                        };
                    };
                    meta?: {
                        /** @description Kept encrypted; never comes back */
                        accessToken: string;
                        /** @description Checks webhook signatures; META_APP_SECRET when absent */
                        appSecret?: string;
                        /**
                         * @description Meta's id of the phone number
                         * @example 106540352242922
                         */
                        phoneNumberId: string;
                        /** @description For the webhook handshake; META_VERIFY_TOKEN when absent */
                        verifyToken?: string;
                        /**
                         * @description WhatsApp Business Account
                         * @example 106540352242922
                         */
                        wabaId?: string;
                    };
                    /**
                     * @description `sandbox` talks to the simulators; needs SANDBOX=1
                     * @enum {string}
                     */
                    mode?: "live" | "sandbox";
                    /** @example Support */
                    name?: string;
                    /** @description The lowest free one when absent */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_EXISTS` The phone exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removePhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Support"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description WhatsApp Web, or Meta’s Cloud API
                     * @enum {string}
                     */
                    connectionType?: "wwebjs" | "meta";
                    /**
                     * @description Another phone of the company that serves this one’s messages while it is not ready and the other is. Replies, reactions, groups, and what the other cannot send wait for their phone
                     * @example {
                     *       "phoneIndex": 1,
                     *       "afterSeconds": 60,
                     *       "queued": true
                     *     }
                     */
                    fallback?: {
                        /** @description So long this phone must not have been ready */
                        afterSeconds: number;
                        /**
                         * @description Which of the company’s phones
                         * @example 0
                         */
                        phoneIndex: number;
                        /**
                         * @description true: what waits for this phone goes the same way, in the order of each chat, unless something of it may have gone out already; false: new messages alone
                         * @default false
                         */
                        queued?: boolean;
                    } | null;
                    /** @description Pacing and throughput; what is absent has the default of the connection type */
                    limits?: {
                        /** @description How many may go at once after a pause */
                        burst?: number;
                        /** @description Messages a day */
                        dailyCap?: number;
                        /** @description false turns all limits off; true turns the defaults on, also for a sandbox phone */
                        enabled?: boolean;
                        /** @description How much a gap varies */
                        jitter?: number;
                        messagesPerSecond?: number;
                        /** @description At least so many seconds between two messages */
                        minGapSeconds?: number;
                        /** @description … of which so many may be borrowed at once */
                        pairBurst?: number;
                        /** @description To one recipient: on average one message in so many seconds */
                        pairIntervalSeconds?: number;
                        /** @description Nothing is sent in these hours */
                        quietHours?: {
                            /** @example 22:00 */
                            from: string;
                            /** @example 22:00 */
                            to: string;
                        };
                        /** @description Cloud API: whether messages other than templates are refused with `OUTSIDE_WINDOW` while a person has not written for 24 hours. Absent: when that is known, because we have heard what comes to the phone for a day, and not in the sandbox; true: always */
                        serviceWindow?: boolean;
                        /**
                         * @description IANA name; UTC when absent
                         * @example Asia/Kuala_Lumpur
                         */
                        timezone?: string;
                        /** @description WhatsApp Web: the chat sees the phone typing before a text, longer before a longer one, at most so long; 0 or absent: not at all */
                        typingSeconds?: number;
                        /** @description A new phone grows evenly to its daily cap */
                        warmUp?: {
                            days: number;
                            /** @description On the first day */
                            startPerDay: number;
                        };
                    } | null;
                    meta?: {
                        /** @description Kept encrypted; never comes back */
                        accessToken?: string;
                        /** @description Checks webhook signatures; META_APP_SECRET when absent */
                        appSecret?: string;
                        /**
                         * @description Meta's id of the phone number
                         * @example 106540352242922
                         */
                        phoneNumberId?: string;
                        /** @description For the webhook handshake; META_VERIFY_TOKEN when absent */
                        verifyToken?: string;
                        /**
                         * @description WhatsApp Business Account
                         * @example 106540352242922
                         */
                        wabaId?: string;
                    };
                    /**
                     * @description `sandbox` talks to the simulators; needs SANDBOX=1
                     * @enum {string}
                     */
                    mode?: "live" | "sandbox";
                    /** @example Support */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Phone"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_EXISTS` The phone exists already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readBusinessProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessProfile"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeBusinessProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "about": "Open from nine to five"
                 *     }
                 */
                "application/json": {
                    about?: string;
                    /** @description Empty removes it */
                    address?: string;
                    /** @description Empty removes it */
                    description?: string;
                    /** @description Empty removes it */
                    email?: string;
                    /** @description Of a JPEG or PNG that was uploaded here */
                    pictureMediaId?: string;
                    /** @enum {string} */
                    vertical?: "OTHER" | "AUTO" | "BEAUTY" | "APPAREL" | "EDU" | "ENTERTAIN" | "EVENT_PLAN" | "FINANCE" | "GROCERY" | "GOVT" | "HOTEL" | "HEALTH" | "NONPROFIT" | "PROF_SERVICES" | "RETAIL" | "TRAVEL" | "RESTAURANT" | "ALCOHOL" | "ONLINE_GAMBLING" | "PHYSICAL_GAMBLING" | "OTC_DRUGS" | "MATRIMONY_SERVICE";
                    websites?: string[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusinessProfile"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TOO_LARGE` The file is too large; `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deregisterNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerNumber: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pin": "123456"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description In which country data rest
                     * @enum {string}
                     */
                    dataLocalizationRegion?: "AE" | "AU" | "BH" | "BR" | "CA" | "CH" | "DE" | "GB" | "ID" | "IN" | "JP" | "KR" | "SG" | "ZA";
                    /** @description Six digits; passed on to Meta, kept nowhere here */
                    pin: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestNumberCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "method": "SMS",
                 *       "language": "en_US"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description In which the code is told
                     * @example en_US
                     */
                    language: string;
                    /**
                     * @description How WhatsApp sends the code to the number
                     * @enum {string}
                     */
                    method: "SMS" | "VOICE";
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setTwoStepPin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "pin": "654321"
                 *     }
                 */
                "application/json": {
                    /** @description Six digits; passed on to Meta, kept nowhere here */
                    pin: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyNumberCode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "123456"
                 *     }
                 */
                "application/json": {
                    /** @description As WhatsApp sent it; kept nowhere here */
                    code: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSubscription"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setWebhookSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "scope": "account"
                 *     }
                 */
                "application/json": {
                    /** @description In place of the app’s own: the address of this gateway’s /api/meta/webhook. Required for a phone */
                    callbackUrl?: string;
                    /**
                     * @description All phones of the account, or this one alone; `account` when absent
                     * @enum {string}
                     */
                    scope?: "account" | "phone";
                    /** @description What Meta asks the address for; the phone’s own, or META_VERIFY_TOKEN, when absent */
                    verifyToken?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSubscription"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhookSubscription: {
        parameters: {
            query?: {
                /** @description All phones of the account, or this one alone; `account` when absent */
                scope?: "account" | "phone";
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listErasures: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Erasure"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readErasure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                erasureId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The removal of a person’s or a company’s data. It says nothing of whom */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Erasure"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ERASURE_NOT_FOUND` There is no such erasure */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listGroups: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GroupSummary"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "Lunch",
                 *       "participants": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    participants: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /** @example Lunch */
                    subject: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 120363025246125486@g.us */
                        chatId: string;
                        /** @description How it went with each; who cannot be added can be invited */
                        participants: components["schemas"]["GroupParticipantResult"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readGroup: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "Lunch at one"
                 *     }
                 */
                "application/json": {
                    /** @description Only admins may write */
                    announce?: boolean;
                    /** @description Empty removes it */
                    description?: string;
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                    /** @description Only admins may change subject, picture and description */
                    restrict?: boolean;
                    /** @example Lunch */
                    subject?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Group"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readInvite: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupInvite"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeInvite: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupInvite"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaveGroup: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    participants: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GroupParticipantResult"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    participants: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GroupParticipantResult"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    demoteParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    participants: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GroupParticipantResult"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    promoteParticipants: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "participants": [
                 *         "60123456789"
                 *       ]
                 *     }
                 */
                "application/json": {
                    participants: string[];
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["GroupParticipantResult"][];
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setGroupPicture: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mediaId": "med_01KAR7R5WX3M2Y0FQ6N1C8VJTD"
                 *     }
                 */
                "application/json": {
                    /** @description Of an uploaded picture */
                    mediaId: string;
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeGroupPicture: {
        parameters: {
            query?: {
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The group, …@g.us
                 * @example 120363025246125486@g.us
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    joinGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "inviteCode": "GzR2xEXAMPLE7c9"
                 *     }
                 */
                "application/json": {
                    inviteCode?: string;
                    link?: string;
                    /**
                     * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        chatId: string;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLabels: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Which phone is to do it; when absent the one that the chat was last on, else the lowest connected
                 * @example 0
                 */
                phoneIndex?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Label"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMedia: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Media"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description One file
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TOO_LARGE` The file is too large; `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down; `MEDIA_STORAGE_UNAVAILABLE` The storage of media cannot be used now; `MEDIA_BUSY` Too many files are being taken in */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMedia: {
        parameters: {
            query?: {
                /** @description 1 answers what is known of it, as JSON */
                meta?: "1";
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example med_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                mediaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file; with `?meta=1` what is known of it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Media"];
                    "application/octet-stream": string;
                };
            };
            /** @description A part of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description The caller has it */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_RANGE_INVALID` The file has no such range */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down; `MEDIA_STORAGE_UNAVAILABLE` The storage of media cannot be used now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMedia: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example med_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                mediaId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_IN_USE` A message that is not sent yet needs the file */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                /** @description In any spelling that a send takes */
                chatId?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                direction?: "outbound" | "inbound";
                /**
                 * @description Created at or after
                 * @example 2026-11-23T10:00:00.000Z
                 */
                from?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex?: number;
                /**
                 * @description A part of the text or caption, the beginning of the chat’s number, or a whole id. A page then may have fewer messages than `limit`, or none, although there are more: go on while there is a `nextCursor`
                 * @example invoice
                 */
                search?: string;
                /** @description One or several, separated by commas: scheduled, queued, sending, sent, delivered, read, played, failed, cancelled, expired, unconfirmed, received */
                status?: string;
                /**
                 * @description Created before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                to?: string;
                /** @description One or several, separated by commas: text, image, video, audio, voice, document, sticker, location, contact, poll, reaction, interactive, template, button, order, call, system, unsupported */
                type?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Message"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageWithTimeline"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelMessage: {
        parameters: {
            query?: {
                /** @description false deletes what was sent on the company’s side alone; true deletes what was received for everyone, which admins of a group may */
                forEveryone?: boolean;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `MESSAGE_NOT_CANCELLABLE` The message can no longer be cancelled; `MESSAGE_NOT_CHANGEABLE` The message can no longer be changed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "Hello again"
                 *     }
                 */
                "application/json": {
                    /** @description People whom the text names, as chat ids */
                    mentions?: string[];
                    /** @example Hello */
                    message: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `MESSAGE_NOT_CHANGEABLE` The message can no longer be changed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forwardMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first message again */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "chatId": "60123456789"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description To whom, in any spelling that a send takes
                     * @example 60123456789
                     */
                    chatId: string;
                    /**
                     * @description Which of the company’s phones
                     * @example 0
                     */
                    phoneIndex?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MESSAGE_NOT_FORWARDABLE` The message cannot be forwarded; `NO_PHONE` The company has no phone to send with; `IDEMPOTENCY_KEY_REUSED` The idempotency key was used for another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TOO_LARGE` The file is too large; `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                messageId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MESSAGE_NOT_RETRYABLE` The message cannot be retried */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMessageActivity: {
        parameters: {
            query?: {
                minutes?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageActivity"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryMessages: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": [
                 *         "failed"
                 *       ],
                 *       "code": "ATTEMPTS_EXHAUSTED",
                 *       "limit": 1000
                 *     }
                 */
                "application/json": {
                    /** @description In any spelling that a send takes */
                    chatId?: string;
                    /**
                     * @description The code of their error
                     * @example ATTEMPTS_EXHAUSTED
                     */
                    code?: string;
                    /**
                     * Format: date-time
                     * @description Created at or after
                     * @example 2026-11-23T10:00:00.000Z
                     */
                    from?: string;
                    /** @description How many at most, the oldest first; 1000 when absent */
                    limit?: number;
                    /**
                     * @description Which of the company’s phones
                     * @example 0
                     */
                    phoneIndex?: number;
                    /**
                     * @description What is to be queued again; failed alone when absent, because unconfirmed may have arrived
                     * @example [
                     *       "failed"
                     *     ]
                     */
                    status?: ("failed" | "unconfirmed")[];
                    /**
                     * Format: date-time
                     * @description Created before
                     * @example 2026-11-23T10:00:00.000Z
                     */
                    to?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryResult"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: {
                /** @description Seconds to hold the answer until the message is sent or final */
                wait?: number;
            };
            header?: {
                /** @description The same key and body answers the first message again */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description Digits with the country code, +digits, …@c.us or …@g.us
                 * @example 60123456789
                 */
                chatId: string;
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                type: "text" | "image" | "video" | "audio" | "voice" | "document" | "sticker" | "location" | "contact" | "poll" | "reaction" | "interactive" | "template";
            };
            cookie?: never;
        };
        /** @description By `:type` */
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendText"] | components["schemas"]["SendImage"] | components["schemas"]["SendVideo"] | components["schemas"]["SendAudio"] | components["schemas"]["SendVoice"] | components["schemas"]["SendDocument"] | components["schemas"]["SendSticker"] | components["schemas"]["SendLocation"] | components["schemas"]["SendContact"] | components["schemas"]["SendPoll"] | components["schemas"]["SendReaction"] | components["schemas"]["SendInteractive"] | components["schemas"]["SendTemplate"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid; `CHAT_ID_INVALID` The chat id is no number and no group */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MESSAGE_NOT_FOUND` The company has no such message; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `IDEMPOTENCY_KEY_REUSED` The idempotency key was used for another request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large; `MEDIA_TOO_LARGE` The file is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `OUTSIDE_WINDOW` The person has not written for 24 hours; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here; `MEDIA_UNREACHABLE` The file could not be fetched from its URL; `EGRESS_DENIED` The URL leads to an address that must not be reached from here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down; `MEDIA_BUSY` Too many files are being taken in; `MEDIA_STORAGE_UNAVAILABLE` The storage of media cannot be used now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendBatch: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "messages": [
                 *         {
                 *           "type": "text",
                 *           "chatId": "60123456789",
                 *           "message": "Hello"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    messages: (components["schemas"]["BatchText"] | components["schemas"]["BatchImage"] | components["schemas"]["BatchVideo"] | components["schemas"]["BatchAudio"] | components["schemas"]["BatchVoice"] | components["schemas"]["BatchDocument"] | components["schemas"]["BatchSticker"] | components["schemas"]["BatchLocation"] | components["schemas"]["BatchContact"] | components["schemas"]["BatchPoll"] | components["schemas"]["BatchReaction"] | components["schemas"]["BatchInteractive"] | components["schemas"]["BatchTemplate"])[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchResult"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSandbox: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Sandbox"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSandboxFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxFaults"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here; `NOT_SANDBOX` The phone is no sandbox phone; `SANDBOX_REFUSED` The sandbox does not do that */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_UNAVAILABLE` The sandbox’s controls do not answer */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSandboxFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "on": [
                 *         "refused"
                 *       ]
                 *     }
                 */
                "application/json": {
                    on: ("refused" | "failed-later" | "unavailable" | "rate-limited" | "answer-lost" | "slow" | "no-receipts" | "not-read" | "not-delivered" | "offline" | "uploads-fail")[];
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxFaults"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here; `NOT_SANDBOX` The phone is no sandbox phone; `SANDBOX_REFUSED` The sandbox does not do that */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_UNAVAILABLE` The sandbox’s controls do not answer */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    playCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        /** @description One of message, media, button and reaction */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from": "60123456789",
                 *       "name": "Ana",
                 *       "message": "Where is my order?"
                 *     }
                 */
                "application/json": {
                    /** @description A reply button that he presses */
                    button?: {
                        id: string;
                        title: string;
                    };
                    /**
                     * @description Digits with the country code
                     * @example 60123456789
                     */
                    from: string;
                    media?: {
                        caption?: string;
                        /** @description The bytes in base64 */
                        data: string;
                        filename?: string;
                        mimeType: string;
                        /** @description A voice note */
                        voice?: boolean;
                    };
                    message?: string;
                    /** @example Ana */
                    name?: string;
                    /**
                     * @description Our id
                     * @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                     */
                    quotedMessageId?: string;
                    /** @description Empty takes it back */
                    reaction?: {
                        emoji: string;
                        /**
                         * @description Our id
                         * @example msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                         */
                        messageId: string;
                    };
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxArrival"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MESSAGE_NOT_FOUND` The company has no such message */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here; `NOT_SANDBOX` The phone is no sandbox phone; `SANDBOX_REFUSED` The sandbox does not do that */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_UNAVAILABLE` The sandbox’s controls do not answer */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    scanSandboxPhone: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "phoneNumber": "60111111111",
                 *       "name": "Support"
                 *     }
                 */
                "application/json": {
                    /** @example Ana */
                    name?: string;
                    /** @description Typed instead of scanning the QR code */
                    pairingCode?: string;
                    /**
                     * @description Digits with the country code
                     * @example 60123456789
                     */
                    phoneNumber: string;
                };
            };
        };
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `QR_NOT_AVAILABLE` There is no QR code now */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_DISABLED` Sandbox phones are not allowed here; `NOT_SANDBOX` The phone is no sandbox phone; `SANDBOX_REFUSED` The sandbox does not do that */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `SANDBOX_UNAVAILABLE` The sandbox’s controls do not answer */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTemplates: {
        parameters: {
            query?: {
                /** @description `AUTHENTICATION`, `MARKETING` or `UTILITY` */
                category?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /**
                 * @description As Meta spells languages
                 * @example en_US
                 */
                language?: string;
                /** @description How many at most */
                limit?: number;
                /**
                 * @description Small letters, digits and underscores
                 * @example order_shipped
                 */
                name?: string;
                /** @description Read Meta’s list first */
                refresh?: boolean;
                /** @description A part of the name */
                search?: string;
                /** @description `APPROVED`, `PENDING`, `REJECTED`, `PAUSED`, `DISABLED`, … */
                status?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Template"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "order_shipped",
                 *       "language": "en_US",
                 *       "category": "UTILITY",
                 *       "components": [
                 *         {
                 *           "type": "BODY",
                 *           "text": "Hello, your order is on its way."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @description Meta may choose another category instead of refusing the template */
                    allowCategoryChange?: boolean;
                    /**
                     * @example UTILITY
                     * @enum {string}
                     */
                    category: "AUTHENTICATION" | "MARKETING" | "UTILITY";
                    components: {
                        [key: string]: unknown;
                    }[];
                    /**
                     * @description As Meta spells languages
                     * @example en_US
                     */
                    language: string;
                    /** @description How long WhatsApp tries to deliver a message of it, in seconds; -1: as long as it can */
                    messageSendTtlSeconds?: number;
                    /**
                     * @description Small letters, digits and underscores
                     * @example order_shipped
                     */
                    name: string;
                    /**
                     * @description `{{first_name}}` or `{{1}}`; the latter when absent
                     * @enum {string}
                     */
                    parameterFormat?: "NAMED" | "POSITIONAL";
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MEDIA_NOT_FOUND` The company has no such media */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known; `TEMPLATE_EXISTS` A template of this name and language exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TOO_LARGE` The file is too large; `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
                /**
                 * @description Meta’s id of the template
                 * @example 594425479261596
                 */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `TEMPLATE_NOT_FOUND` The account has no such template */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
                /**
                 * @description Meta’s id of one template, or a name: all its languages
                 * @example 594425479261596
                 */
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesRemoved"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `TEMPLATE_NOT_FOUND` The account has no such template */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
                /**
                 * @description Meta’s id of the template
                 * @example 594425479261596
                 */
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "components": [
                 *         {
                 *           "type": "BODY",
                 *           "text": "Hello, your order is on its way."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * @example UTILITY
                     * @enum {string}
                     */
                    category?: "AUTHENTICATION" | "MARKETING" | "UTILITY";
                    components?: {
                        [key: string]: unknown;
                    }[];
                    /** @description How long WhatsApp tries to deliver a message of it, in seconds; -1: as long as it can */
                    messageSendTtlSeconds?: number;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone; `MEDIA_NOT_FOUND` The company has no such media; `TEMPLATE_NOT_FOUND` The account has no such template */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `MEDIA_TOO_LARGE` The file is too large; `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it; `MEDIA_TYPE_INVALID` The file is not of a type that can be taken here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    syncTemplates: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /**
                 * @description Which of the company’s phones
                 * @example 0
                 */
                phoneIndex: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesSynced"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope; `FORBIDDEN_BY_WHATSAPP` WhatsApp does not let the phone do that */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `PHONE_NOT_FOUND` The company has no such phone */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `NO_PHONE` The company has no phone to send with; `PHONE_NOT_READY` The phone is not in a state for that; `ACCOUNT_UNKNOWN` The phone’s WhatsApp Business Account is not known */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_ON_CHANNEL` The phone's channel cannot send this; `TOKEN_REFUSED` Meta refused the access token; `REFUSED_BY_WHATSAPP` WhatsApp refused what was asked of it */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PROVIDER_REFUSED` WhatsApp refused the message; `PROVIDER_UNAVAILABLE` WhatsApp could not be reached or answered with a fault */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `ACTION_UNANSWERED` The phone did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description How many at most */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://shop.example/whatsapp-events",
                 *       "events": [
                 *         "message.received",
                 *         "message.failed"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example The shop */
                    description?: string | null;
                    /**
                     * @description Types of events; * is all
                     * @example [
                     *       "message.received",
                     *       "message.failed"
                     *     ]
                     */
                    events: ("*" | "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test")[];
                    /**
                     * @description cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else
                     * @enum {string}
                     */
                    format?: "watertight" | "cloud-api";
                    /** @description Only events of this phone; null is all */
                    phoneIndex?: number | null;
                    /**
                     * @description whsec_ and 24 to 64 bytes in base64; made when absent
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    secret?: string;
                    /**
                     * @description Where events are posted to: http or https, and not an address that is private
                     * @example https://shop.example/whatsapp-events
                     */
                    url: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewWebhook"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOK_LIMIT` The company has as many webhooks as it may */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `EGRESS_DENIED` The URL leads to an address that must not be reached from here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "events": [
                 *         "*"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /** @example The shop */
                    description?: string | null;
                    /** @description true delivers again, also what was kept while it was disabled */
                    enabled?: boolean;
                    /**
                     * @description Types of events; * is all
                     * @example [
                     *       "message.received",
                     *       "message.failed"
                     *     ]
                     */
                    events?: ("*" | "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test")[];
                    /**
                     * @description cloud-api: messages and statuses as Meta’s webhooks tell them, and nothing else
                     * @enum {string}
                     */
                    format?: "watertight" | "cloud-api";
                    /** @description Only events of this phone; null is all */
                    phoneIndex?: number | null;
                    /**
                     * @description Where events are posted to: http or https, and not an address that is private
                     * @example https://shop.example/whatsapp-events
                     */
                    url?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `EGRESS_DENIED` The URL leads to an address that must not be reached from here */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keepPreviousSeconds": 86400
                 *     }
                 */
                "application/json": {
                    /** @description How long the present secrets sign too; a day when absent */
                    keepPreviousSeconds?: number;
                    /**
                     * @description whsec_ and 24 to 64 bytes in base64; made when absent
                     * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
                     */
                    secret?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedWebhook"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                webhookId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example evt_0000000000004711 */
                        eventId: string;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `WEBHOOK_DISABLED` The webhook is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhookDeliveries: {
        parameters: {
            query?: {
                /** @description `nextCursor` of the page before */
                cursor?: string;
                eventId?: string;
                eventType?: "message.received" | "message.queued" | "message.sending" | "message.sent" | "message.delivered" | "message.read" | "message.played" | "message.failed" | "message.cancelled" | "message.expired" | "message.unconfirmed" | "message.scheduled" | "message.retried" | "message.edited" | "message.revoked" | "message.reaction" | "poll.vote" | "phone.status" | "phone.qr" | "phone.quality" | "chat.updated" | "group.updated" | "contact.updated" | "contact.erased" | "call.received" | "template.status" | "account.updated" | "flow.updated" | "provider.event" | "webhook.disabled" | "webhook.test";
                /**
                 * @description Made at or after
                 * @example 2026-11-23T10:00:00.000Z
                 */
                from?: string;
                /** @description How many at most */
                limit?: number;
                messageId?: string;
                status?: "waiting" | "delivered" | "failed";
                /**
                 * @description Made before
                 * @example 2026-11-23T10:00:00.000Z
                 */
                to?: string;
                webhookId?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        /** @description Null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhookDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example dlv_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryWithLog"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `DELIVERY_NOT_FOUND` The company has no such delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
                /** @example dlv_01KAR7R5WX3M2Y0FQ6N1C8VJTD */
                deliveryId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDelivery"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `DELIVERY_NOT_FOUND` The company has no such delivery */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeliverWebhookRange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The company's slug
                 * @example demo
                 */
                companyId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "webhookId": "whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD",
                 *       "from": "2026-11-23T00:00:00.000Z",
                 *       "to": "2026-11-24T00:00:00.000Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description Deliveries made at or after
                     * @example 2026-11-23T10:00:00.000Z
                     */
                    from: string;
                    /** @description 10,000 when absent */
                    limit?: number;
                    /** @description What became of an event’s last delivery; failed alone when absent */
                    statuses?: ("failed" | "delivered")[];
                    /**
                     * Format: date-time
                     * @description Deliveries made before
                     * @example 2026-11-23T10:00:00.000Z
                     */
                    to: string;
                    /**
                     * @description Which webhook
                     * @example whk_01KAR7R5WX3M2Y0FQ6N1C8VJTD
                     */
                    webhookId: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        redelivered: number;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNAUTHENTICATED` No valid API key */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `FORBIDDEN` The key lacks a scope */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `COMPANY_NOT_FOUND` There is no such company; `WEBHOOK_NOT_FOUND` The company has no such webhook */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE` The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `RATE_LIMITED` Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `INTERNAL` Something went wrong here */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `STORE_UNAVAILABLE` The database cannot be reached; nothing was accepted; `OVERLOADED` This instance has more to do than it can; `SHUTTING_DOWN` This instance is shutting down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Alive */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was checked, and how it went */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description What was checked, and how it went */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    readMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus text */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `VALIDATION_FAILED` The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCloudApiTemplates: {
        parameters: {
            query?: {
                /** @description `paging.cursors.after` */
                after?: string;
                category?: string;
                /** @description Names with commas; what is not known here is left out */
                fields?: string;
                language?: string;
                /** @description At most 200 are given at once */
                limit?: number;
                name?: string;
                status?: string;
            };
            header?: never;
            path: {
                /**
                 * @description A WhatsApp Business Account; of a WhatsApp Web phone its own id
                 * @example 102290129340398
                 */
                accountId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CloudApiTemplate"][];
                        paging?: {
                            cursors: {
                                after?: string;
                            };
                            /** @description The path of the next page */
                            next?: string;
                        };
                    };
                };
            };
            /** @description `100` Invalid parameter; `131051` Unsupported message type */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    createCloudApiTemplate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A WhatsApp Business Account; of a WhatsApp Web phone its own id
                 * @example 102290129340398
                 */
                accountId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "order_shipped",
                 *       "language": "en_US",
                 *       "category": "UTILITY",
                 *       "components": [
                 *         {
                 *           "type": "BODY",
                 *           "text": "Your order is on its way."
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": {
                    allow_category_change?: boolean;
                    /**
                     * @example UTILITY
                     * @enum {string}
                     */
                    category: "AUTHENTICATION" | "MARKETING" | "UTILITY";
                    components: {
                        [key: string]: unknown;
                    }[];
                    /**
                     * @description As Meta spells languages
                     * @example en_US
                     */
                    language: string;
                    message_send_ttl_seconds?: number;
                    /**
                     * @description Small letters, digits and underscores
                     * @example order_shipped
                     */
                    name: string;
                    /** @description `NAMED` or `POSITIONAL` */
                    parameter_format?: string;
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiMadeTemplate"];
                };
            };
            /** @description `100` Invalid parameter; `133010` Phone number not registered; `131051` Unsupported message type; `135000` Generic user error; `131009` Parameter value is not valid; `131053` Media upload error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied; `131005` Access denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `2` API Service */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    removeCloudApiTemplate: {
        parameters: {
            query?: {
                hsm_id?: string;
                name?: string;
            };
            header?: never;
            path: {
                /**
                 * @description A WhatsApp Business Account; of a WhatsApp Web phone its own id
                 * @example 102290129340398
                 */
                accountId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiDone"];
                };
            };
            /** @description `100` Invalid parameter; `133010` Phone number not registered; `131051` Unsupported message type; `135000` Generic user error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied; `131005` Access denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `2` API Service */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    listCloudApiNumbers: {
        parameters: {
            query?: {
                /** @description Names with commas; what is not known here is left out */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description A WhatsApp Business Account; of a WhatsApp Web phone its own id
                 * @example 102290129340398
                 */
                accountId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CloudApiNumber"][];
                        paging?: {
                            cursors: {
                                after?: string;
                            };
                            /** @description The path of the next page */
                            next?: string;
                        };
                    };
                };
            };
            /** @description `100` Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    readCloudApiNumber: {
        parameters: {
            query?: {
                /** @description Names with commas; what is not known here is left out */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone
                 * @example 106540352242922
                 */
                phoneNumberId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiNumber"];
                };
            };
            /** @description `100` Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    uploadCloudApiMedia: {
        parameters: {
            query?: {
                messaging_product?: "whatsapp";
            };
            header?: never;
            path: {
                /**
                 * @description The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone
                 * @example 106540352242922
                 */
                phoneNumberId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description One file
                     */
                    file: string;
                    /**
                     * @description May stand in the query too
                     * @enum {string}
                     */
                    messaging_product: "whatsapp";
                    /** @description The MIME type, where the part of the file does not say it */
                    type?: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiUploaded"];
                };
            };
            /** @description `100` Invalid parameter; `131053` Media upload error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    sendCloudApiMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key and body answers the first message again */
                "idempotency-key"?: string;
            };
            path: {
                /**
                 * @description The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone
                 * @example 106540352242922
                 */
                phoneNumberId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        /** @description As Meta’s Cloud API takes it; fields that are not known are passed over, as there */
        requestBody: {
            content: {
                "application/json": {
                    /** @description One of `id` and `link` */
                    audio?: {
                        caption?: string;
                        filename?: string;
                        /** @description Of a file uploaded here */
                        id?: string;
                        /** @description Public */
                        link?: string;
                        /** @description Of an audio: a voice message */
                        voice?: boolean;
                    };
                    /** @description Comes back in statuses */
                    biz_opaque_callback_data?: string;
                    contacts?: {
                        name: {
                            first_name?: string;
                            formatted_name: string;
                        };
                        org?: {
                            company?: string;
                        };
                        /** @description With the country code */
                        phones: {
                            phone?: string;
                            wa_id?: string;
                        }[];
                    }[];
                    context?: {
                        /** @description The message that is answered */
                        message_id: string;
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description One of `id` and `link` */
                    document?: {
                        caption?: string;
                        filename?: string;
                        /** @description Of a file uploaded here */
                        id?: string;
                        /** @description Public */
                        link?: string;
                        /** @description Of an audio: a voice message */
                        voice?: boolean;
                    };
                    /** @description One of `id` and `link` */
                    image?: {
                        caption?: string;
                        filename?: string;
                        /** @description Of a file uploaded here */
                        id?: string;
                        /** @description Public */
                        link?: string;
                        /** @description Of an audio: a voice message */
                        voice?: boolean;
                    };
                    interactive?: {
                        [key: string]: unknown;
                    };
                    location?: {
                        address?: string;
                        /** @example 3.1579 */
                        latitude: number;
                        /** @example 101.7116 */
                        longitude: number;
                        name?: string;
                        url?: string;
                    };
                    message_id?: string;
                    /** @enum {string} */
                    messaging_product: "whatsapp";
                    reaction?: {
                        /** @description One emoji; empty takes the reaction back */
                        emoji?: string;
                        /** @description As answers of the facade and webhooks of the format cloud-api name it */
                        message_id: string;
                    };
                    /** @description Instead of `to`: a business-scoped user id */
                    recipient?: string;
                    /** @enum {string} */
                    recipient_type?: "individual" | "group";
                    /**
                     * @description Marks the message `message_id` as read, and sends nothing
                     * @enum {string}
                     */
                    status?: "read";
                    /** @description One of `id` and `link` */
                    sticker?: {
                        caption?: string;
                        filename?: string;
                        /** @description Of a file uploaded here */
                        id?: string;
                        /** @description Public */
                        link?: string;
                        /** @description Of an audio: a voice message */
                        voice?: boolean;
                    };
                    template?: {
                        components?: ({
                            /** @example body */
                            type: string;
                        } & {
                            [key: string]: unknown;
                        })[];
                        /**
                         * @example en_US
                         * @example {
                         *       "code": "en_US"
                         *     }
                         */
                        language: string | {
                            code: string;
                            /** @enum {string} */
                            policy?: "deterministic";
                        };
                        /** @example order_update */
                        name: string;
                    };
                    text?: {
                        body: string;
                        preview_url?: boolean;
                    };
                    /** @description A number with its country code, or with recipient_type `group` a group’s id */
                    to?: string;
                    /**
                     * @description `text` when absent
                     * @enum {string}
                     */
                    type?: "text" | "image" | "video" | "audio" | "document" | "sticker" | "location" | "contacts" | "reaction" | "interactive" | "template";
                    /** @description With `status`: show that an answer is being written */
                    typing_indicator?: {
                        /** @enum {string} */
                        type: "text";
                    } & {
                        [key: string]: unknown;
                    };
                    /** @description One of `id` and `link` */
                    video?: {
                        caption?: string;
                        filename?: string;
                        /** @description Of a file uploaded here */
                        id?: string;
                        /** @description Public */
                        link?: string;
                        /** @description Of an audio: a voice message */
                        voice?: boolean;
                    };
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiSent"];
                };
            };
            /** @description `100` Invalid parameter; `131009` Parameter value is not valid; `131051` Unsupported message type; `131047` Re-engagement message; `131053` Media upload error; `131052` Media download error; `133010` Phone number not registered; `135000` Generic user error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `2` API Service */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    readCloudApiProfile: {
        parameters: {
            query?: {
                /** @description Names with commas; what is not known here is left out */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone
                 * @example 106540352242922
                 */
                phoneNumberId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["CloudApiProfile"][];
                    };
                };
            };
            /** @description `100` Invalid parameter; `133010` Phone number not registered; `131051` Unsupported message type; `135000` Generic user error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied; `131005` Access denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `2` API Service */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    changeCloudApiProfile: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The phone’s `phoneNumberId`: Meta’s own, or digits made here for a WhatsApp Web phone
                 * @example 106540352242922
                 */
                phoneNumberId: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "messaging_product": "whatsapp",
                 *       "about": "Open from nine to five"
                 *     }
                 */
                "application/json": {
                    about?: string;
                    address?: string;
                    description?: string;
                    email?: string;
                    /** @enum {string} */
                    messaging_product: "whatsapp";
                    /** @description The id of a JPEG or PNG that was uploaded here */
                    profile_picture_handle?: string;
                    vertical?: string;
                    websites?: string[];
                } & {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiDone"];
                };
            };
            /** @description `100` Invalid parameter; `133010` Phone number not registered; `131051` Unsupported message type; `135000` Generic user error; `131009` Parameter value is not valid; `131053` Media upload error */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied; `131005` Access denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `2` API Service */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    readCloudApiMedia: {
        parameters: {
            query?: {
                /** @description A phone of the company whose file it is */
                phone_number_id?: string;
            };
            header?: never;
            path: {
                /**
                 * @description What follows `med_` in the id of a file
                 * @example 01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                media: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiMedia"];
                };
            };
            /** @description `100` Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    removeCloudApiMedia: {
        parameters: {
            query?: {
                /** @description A phone of the company whose file it is */
                phone_number_id?: string;
            };
            header?: never;
            path: {
                /**
                 * @description What follows `med_` in the id of a file
                 * @example 01KAR7R5WX3M2Y0FQ6N1C8VJTD
                 */
                media: string;
                /**
                 * @description Of the Graph API; any from 1.0 on, and all are answered alike
                 * @example 23.0
                 */
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CloudApiDone"];
                };
            };
            /** @description `100` Invalid parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `190` Invalid OAuth access token */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `10` Permission Denied */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `100` Invalid parameter */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `80007` Rate limit issues */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131000` Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
            /** @description `131016` Service unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GraphError"];
                };
            };
        };
    };
    onEvent: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description The event’s id, the same at each attempt: keep it, to count each event once
                 * @example evt_0000000000004711
                 */
                "webhook-id": string;
                /**
                 * @description `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, with the bytes that stand in base64 behind `whsec_`; several, with spaces, while secrets are rotated
                 * @example v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=
                 */
                "webhook-signature": string;
                /**
                 * @description When this attempt was made, in seconds; refuse what is older than five minutes
                 * @example 1764151200
                 */
                "webhook-timestamp": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Event"];
            };
        };
        responses: {
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Never again: disables the webhook */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
