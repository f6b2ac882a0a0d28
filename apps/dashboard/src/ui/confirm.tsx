import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { refused } from './toast.tsx';

export interface ConfirmProps {
  title: string;
  children: ReactNode;
  /** What the button says: the deed, not "OK". */
  action: string;
  /** To be typed first, for what destroys much. */
  typed?: string;
  isOpen: boolean;
  onClose(): void;
  onConfirm(): Promise<unknown>;
}

/** Asks before what cannot be undone. Stays open, and says why, when it was refused. */
export function Confirm({ title, children, action, typed, isOpen, onClose, onConfirm }: ConfirmProps) {
  const [text, setText] = useState('');
  const [isBusy, setBusy] = useState(false);
  const close = () => {
    setText('');
    onClose();
  };
  const act = async () => {
    setBusy(true);
    try {
      await onConfirm();
      close();
    } catch (error) {
      refused(`${action}: not done`, error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened={isOpen} onClose={close} title={<Text fw={620}>{title}</Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void act();
        }}
      >
        <Text size="sm" component="div">
          {children}
        </Text>
        {typed !== undefined && (
          <TextInput
            mt="md"
            label={`Type ${typed} to go on`}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
        )}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={close}>
            Leave it
          </Button>
          <Button
            type="submit"
            color="red.9"
            loading={isBusy}
            disabled={typed !== undefined && text !== typed}
            data-autofocus={typed === undefined || undefined}
          >
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
