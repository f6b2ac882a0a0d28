import { ActionIcon, Button, Group, Menu } from '@mantine/core';
import { IconDots, IconLogout2, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useCompanyId } from '../../session/hooks.ts';
import { Confirm, refused, told } from '../../ui/index.ts';
import { demand, phonesKey, type Phone, type Verb } from './data.ts';

const DEEDS = [
  { verb: 'start', label: 'Start', icon: IconPlayerPlay, done: 'It is being started' },
  { verb: 'stop', label: 'Stop', icon: IconPlayerStop, done: 'It is being stopped; it stays paired' },
  { verb: 'restart', label: 'Restart', icon: IconRefresh, done: 'It is connected anew' },
  { verb: 'logout', label: 'Log out', icon: IconLogout2, done: 'It is being unlinked' },
] as const satisfies { verb: Verb; label: string; icon: unknown; done: string }[];

const nameOf = ({ name, phoneIndex }: Phone) => name ?? `phone ${phoneIndex}`;

/** Start, stop, restart and log out: as a menu in a list, as buttons on a phone's own page. */
export function Deeds({ phone, isCompact = false }: { phone: Phone; isCompact?: boolean }) {
  const api = useApi();
  const companyId = useCompanyId();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const act = async (verb: Verb) => {
    await demand(api, companyId, phone.phoneIndex, verb);
    told(`${nameOf(phone)}: ${DEEDS.find((deed) => deed.verb === verb)?.done ?? 'done'}.`);
    await queries.invalidateQueries({ queryKey: phonesKey(companyId) });
  };
  const choose = (verb: Verb) => {
    if (verb === 'logout') setAsking(true);
    else act(verb).catch((error: unknown) => refused(`${nameOf(phone)}: not done`, error));
  };
  const isStopped = phone.desiredState === 'stop';
  const offered = DEEDS.filter(({ verb }) =>
    verb === 'start' ? isStopped || phone.status === 'failed' : verb !== 'stop' || !isStopped,
  );
  return (
    <>
      {isCompact ? (
        <Menu position="bottom-end" width={170}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={`Actions of ${nameOf(phone)}`}>
              <IconDots size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map(({ verb, label, icon: Icon }) => (
              <Menu.Item key={verb} leftSection={<Icon size={16} aria-hidden />} onClick={() => choose(verb)}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : (
        <Group gap="xs">
          {offered.map(({ verb, label, icon: Icon }) => (
            <Button
              key={verb}
              variant="default"
              leftSection={<Icon size={16} aria-hidden />}
              onClick={() => choose(verb)}
            >
              {label}
            </Button>
          ))}
        </Group>
      )}
      <Confirm
        title={`Log ${nameOf(phone)} out?`}
        action="Log out"
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => act('logout')}
      >
        Its link to WhatsApp is removed and its login is forgotten. What waits to be sent stays, and goes out
        when the phone is paired again.
      </Confirm>
    </>
  );
}
