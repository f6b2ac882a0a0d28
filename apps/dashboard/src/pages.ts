import {
  IconAddressBook,
  IconDeviceMobile,
  IconFlask,
  IconGauge,
  IconInbox,
  IconKey,
  IconMessages,
  IconTemplate,
  IconUsersGroup,
  IconWebhook,
  type Icon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Scope } from './session/session.ts';

/** A page of a company. Its folder in `pages/` holds everything that it alone needs, and is loaded when it is opened. */
export interface PageEntry {
  /** Below `/c/<company>/`; deeper addresses are the page's own. */
  path: string;
  title: string;
  icon: Icon;
  group: 'Operate' | 'Build' | 'Manage';
  /** Who lacks it does not see the page in the menu, and is told so when he opens it. */
  scope: Scope | 'admin' | null;
  load: () => Promise<{ default: ComponentType }>;
}

export const PAGES: readonly PageEntry[] = [
  {
    path: 'overview',
    title: 'Overview',
    icon: IconGauge,
    group: 'Operate',
    scope: null,
    load: () => import('./pages/overview/index.tsx'),
  },
  {
    path: 'phones',
    title: 'Phones',
    icon: IconDeviceMobile,
    group: 'Operate',
    scope: 'phones:manage',
    load: () => import('./pages/phones/index.tsx'),
  },
  {
    path: 'messages',
    title: 'Messages',
    icon: IconMessages,
    group: 'Operate',
    scope: 'messages:read',
    load: () => import('./pages/messages/index.tsx'),
  },
  {
    path: 'inbox',
    title: 'Inbox',
    icon: IconInbox,
    group: 'Operate',
    scope: 'messages:read',
    load: () => import('./pages/inbox/index.tsx'),
  },
  {
    path: 'webhooks',
    title: 'Webhooks',
    icon: IconWebhook,
    group: 'Build',
    scope: 'webhooks:manage',
    load: () => import('./pages/webhooks/index.tsx'),
  },
  {
    path: 'templates',
    title: 'Templates',
    icon: IconTemplate,
    group: 'Build',
    scope: 'phones:manage',
    load: () => import('./pages/templates/index.tsx'),
  },
  {
    path: 'contacts',
    title: 'Contacts',
    icon: IconAddressBook,
    group: 'Operate',
    scope: 'contacts:manage',
    load: () => import('./pages/contacts/index.tsx'),
  },
  {
    path: 'employees',
    title: 'Employees',
    icon: IconUsersGroup,
    group: 'Manage',
    scope: 'company:admin',
    load: () => import('./pages/employees/index.tsx'),
  },
  {
    path: 'api-keys',
    title: 'API keys',
    icon: IconKey,
    group: 'Build',
    scope: 'company:admin',
    load: () => import('./pages/api-keys/index.tsx'),
  },
  {
    path: 'playground',
    title: 'Playground',
    icon: IconFlask,
    group: 'Build',
    scope: 'messages:send',
    load: () => import('./pages/playground/index.tsx'),
  },
];
