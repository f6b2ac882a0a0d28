import { Button, Center, Code, Group, Stack, Text, Title } from '@mantine/core';
import { Component, useEffect, type ReactNode } from 'react';
import { Link } from 'react-router';

/** Catches what a page throws; a new `place` is a new try. */
export class Boundary extends Component<
  { place: string; children: ReactNode },
  { error: unknown; place: string }
> {
  override state = { error: null as unknown, place: this.props.place };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  static getDerivedStateFromProps({ place }: { place: string }, state: { place: string }) {
    return place === state.place ? null : { error: null, place };
  }

  override render() {
    return this.state.error === null ? this.props.children : <Broken error={this.state.error} />;
  }
}

/** A file of this app that is gone: a new version was installed since the page was opened. */
const isOldPage = (error: unknown): boolean =>
  error instanceof Error && /dynamically imported module|module script failed|preload/i.test(error.message);

const RELOADED = 'watertight.reloaded';
const AGAIN_AFTER_MS = 60_000;

/** When a page breaks: what to do now. The menu around it stays. */
function Broken({ error }: { error: unknown }) {
  const isOld = isOldPage(error);
  useEffect(() => {
    if (!isOld || Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < AGAIN_AFTER_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    window.location.reload();
  }, [isOld]);
  return (
    <Center py="xl" role="alert">
      <Stack align="center" gap="sm" maw={520}>
        <Title order={1}>{isOld ? 'There is a new version' : 'This page broke'}</Title>
        <Text ta="center" c="dimmed" size="sm">
          {isOld
            ? 'The dashboard was renewed while this page was open.'
            : 'Nothing of your data is lost: messages are sent by other processes than this page.'}
        </Text>
        {!isOld && <Code block>{error instanceof Error ? error.message : String(error)}</Code>}
        <Group>
          <Button onClick={() => window.location.reload()}>Load it again</Button>
        </Group>
      </Stack>
    </Center>
  );
}

export function NoSuchPage() {
  return (
    <Center py="xl">
      <Stack align="center" gap="sm">
        <Title order={1}>There is no such page</Title>
        <Text c="dimmed" size="sm">
          The address may be mistyped, or from an older version.
        </Text>
        <Button component={Link} to="/">
          Go to the overview
        </Button>
      </Stack>
    </Center>
  );
}
