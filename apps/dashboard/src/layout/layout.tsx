import {
  ActionIcon,
  AppShell,
  Burger,
  Group,
  Menu,
  NavLink,
  ScrollArea,
  Text,
  Tooltip,
  useMantineColorScheme,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBook,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSettings,
  IconSun,
  IconUser,
} from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { NavLink as RouterLink, useLocation } from 'react-router';
import { useCompanyId, useSignedIn } from '../session/hooks.ts';
import { may, signOut } from '../session/session.ts';
import { PAGES } from '../pages.ts';
import { refused } from '../ui/toast.tsx';
import { CompanySwitcher } from './company.tsx';
import { LiveLight } from './live-light.tsx';
import { Logo } from './logo.tsx';

const GROUPS = ['Operate', 'Build', 'Manage'] as const;

/** Menu, head and the page within. */
export function Layout({ children }: { children: ReactNode }) {
  const [isOpen, { toggle, close }] = useDisclosure();
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(close, [pathname, close]);
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
      transitionDuration={0}
    >
      <a
        className="wt-skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </a>
      <AppShell.Header px="sm" style={{ background: 'var(--wt-surface)', borderColor: 'var(--wt-line)' }}>
        <Group h="100%" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={isOpen ? 'Close the menu' : 'Open the menu'}
            />
            <Logo />
            <CompanySwitcher />
          </Group>
          <Group gap={6} wrap="nowrap">
            <LiveLight />
            <ThemeSwitch />
            <UserMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" style={{ background: 'var(--wt-surface)', borderColor: 'var(--wt-line)' }}>
        <AppShell.Section grow component={ScrollArea}>
          <nav aria-label="Pages">
            {GROUPS.map((group) => (
              <MenuGroup key={group} group={group} />
            ))}
          </nav>
        </AppShell.Section>
        <AppShell.Section>
          <NavLink
            href="/docs"
            target="_blank"
            label="API reference"
            leftSection={<IconBook size={17} aria-hidden />}
            className="wt-nav"
          />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1} style={{ outline: 'none' }}>
        {children}
      </AppShell.Main>
    </AppShell>
  );
}

function MenuGroup({ group }: { group: (typeof GROUPS)[number] }) {
  const companyId = useCompanyId();
  const { caller } = useSignedIn();
  const pages = PAGES.filter((page) => page.group === group && may(caller, page.scope));
  if (pages.length === 0) return null;
  return (
    <>
      <Text size="xs" c="dimmed" fw={540} px={10} mt="sm" mb={4}>
        {group}
      </Text>
      {pages.map(({ path, title, icon: Icon }) => (
        <NavLink
          key={path}
          component={RouterLink}
          to={`/c/${companyId}/${path}`}
          label={title}
          leftSection={<Icon size={17} stroke={1.7} aria-hidden />}
          className="wt-nav"
        />
      ))}
    </>
  );
}

const SCHEMES = {
  auto: { label: 'Theme: as the system', icon: IconDeviceDesktop, next: 'light' },
  light: { label: 'Theme: light', icon: IconSun, next: 'dark' },
  dark: { label: 'Theme: dark', icon: IconMoon, next: 'auto' },
} as const;

/** Goes round: as the system, light, dark. What was chosen is remembered by the browser. */
function ThemeSwitch() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const { label, icon: Icon, next } = SCHEMES[colorScheme];
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        onClick={() => setColorScheme(next)}
      >
        <Icon size={18} stroke={1.7} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

const Account = lazy(() => import('./account.tsx'));

function UserMenu() {
  const { caller } = useSignedIn();
  const [isAccountOpen, setAccountOpen] = useState(false);
  const name = caller.employee?.name ?? (caller.kind === 'admin' ? 'Administrator' : 'API key');
  const about = caller.employee
    ? `${caller.employee.email}, ${caller.employee.role}`
    : caller.kind === 'admin'
      ? 'signed in with the admin key'
      : `scopes: ${caller.scopes.join(', ')}`;
  return (
    <>
      {isAccountOpen && (
        <Suspense>
          <Account onClose={() => setAccountOpen(false)} />
        </Suspense>
      )}
      <Menu position="bottom-end" width={240} withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`Signed in as ${name}`}>
            <IconUser size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={540} c="var(--wt-text)">
              {name}
            </Text>
            <Text size="xs">{about}</Text>
          </Menu.Label>
          {caller.employee && (
            <Menu.Item
              leftSection={<IconSettings size={16} aria-hidden />}
              onClick={() => setAccountOpen(true)}
            >
              Your account
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => void signOut().catch((error: unknown) => refused('Not signed out', error))}
          >
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
