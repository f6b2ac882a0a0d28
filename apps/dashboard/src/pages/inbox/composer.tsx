import {
  ActionIcon,
  Button,
  Group,
  Modal,
  Select,
  Stack,
  Text,
  TextInput,
  Textarea,
  Tooltip,
} from '@mantine/core';
import { IconPaperclip, IconSend2, IconTemplate, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useApi } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { Empty, ProblemAlert } from '../../ui/index.ts';
import { newKey, templatesQuery, type Place } from './data.ts';
import { blanksOf, componentsOf } from './template.ts';
import { typeOfFile } from './thread.ts';

/** WhatsApp itself stops showing it after about 25 s; it is told again while somebody types. */
const TYPING_EVERY_MS = 8000;
const TYPING_SECONDS = 10;

/** Text, a file, or a template. What was typed stays until it is accepted. */
export function Composer({ place }: { place: Place }) {
  const api = useApi();
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  /** The same until it is accepted: a second try is the same message. */
  const key = useRef(newKey());
  const picker = useRef<HTMLInputElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const tellTyping = useTyping(place);

  const send = async () => {
    if (isBusy || (text.trim() === '' && file === null)) return;
    setBusy(true);
    setError(null);
    try {
      const { companyId, chatId, phoneIndex } = place;
      const header = { 'idempotency-key': key.current };
      if (file) {
        const media = await upload(companyId, file);
        const type = typeOfFile(file.type);
        const caption = text.trim() === '' || type === 'audio' ? {} : { caption: text.trim() };
        const body = { media: { mediaId: media.mediaId }, phoneIndex, ...caption };
        await unwrap(
          api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
            params: { path: { type, companyId, chatId }, header },
            body,
          }),
        );
      } else
        await unwrap(
          api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
            params: { path: { type: 'text', companyId, chatId }, header },
            body: { message: text, phoneIndex },
          }),
        );
      key.current = newKey();
      setText('');
      setFile(null);
    } catch (fault) {
      setError(asApiError(fault));
    } finally {
      setBusy(false);
      field.current?.focus();
    }
  };

  const upload = (companyId: string, chosen: File) => {
    const form = new FormData();
    form.append('file', chosen, chosen.name);
    return unwrap(
      api.POST('/api/v2/media/{companyId}', {
        params: { path: { companyId } },
        body: { file: '' },
        bodySerializer: () => form,
      }),
    );
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };
  const onPaste = ({ clipboardData }: ClipboardEvent) => {
    const [pasted] = clipboardData.files;
    if (pasted) setFile(pasted);
  };

  return (
    <form
      className="wt-composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {error && <ProblemAlert error={error} title="Not sent" />}
      {file && (
        <Group gap="xs" mb="xs">
          <Text size="sm">{file.name}</Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label="Without this file"
            onClick={() => setFile(null)}
          >
            <IconX size={15} aria-hidden />
          </ActionIcon>
        </Group>
      )}
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <input
          ref={picker}
          type="file"
          hidden
          aria-label="File"
          onChange={(event) => {
            setFile(event.currentTarget.files?.[0] ?? null);
            event.currentTarget.value = '';
          }}
        />
        <Tooltip label="Send a file">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Send a file"
            onClick={() => picker.current?.click()}
          >
            <IconPaperclip size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label="Send a template">
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label="Send a template"
            onClick={() => setChoosing(true)}
          >
            <IconTemplate size={19} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Textarea
          ref={field}
          aria-label="Message"
          placeholder={file ? 'Caption' : 'Write a message'}
          autosize
          minRows={1}
          maxRows={6}
          flex={1}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            tellTyping();
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <ActionIcon type="submit" size="lg" loading={isBusy} aria-label="Send">
          <IconSend2 size={19} aria-hidden />
        </ActionIcon>
      </Group>
      {isChoosing && <TemplateChoice place={place} onClose={() => setChoosing(false)} />}
    </form>
  );
}

/** Lets the person see that an answer is being written. Where the phone cannot, nothing is lost. */
function useTyping({ companyId, chatId, phoneIndex }: Place): () => void {
  const api = useApi();
  const toldAt = useRef(0);
  useEffect(() => {
    toldAt.current = 0;
  }, [companyId, chatId, phoneIndex]);
  return () => {
    if (Date.now() - toldAt.current < TYPING_EVERY_MS) return;
    toldAt.current = Date.now();
    const body = { state: 'typing' as const, seconds: TYPING_SECONDS, phoneIndex };
    api
      .POST('/api/v2/chats/{companyId}/{chatId}/typing', { params: { path: { companyId, chatId } }, body })
      .catch(() => undefined); // a courtesy: whoever writes is not told that it failed
  };
}

function TemplateChoice({ place, onClose }: { place: Place; onClose(): void }) {
  const api = useApi();
  const { data, error, refetch } = useQuery({
    ...templatesQuery(api, place.companyId, place.phoneIndex),
    retry: false,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<string[]>([]);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [key] = useState(newKey);
  const approved = data?.data.filter(({ status }) => status === 'APPROVED') ?? [];
  const template = approved.find(({ name, language }) => `${name} ${language}` === chosen);
  const blanks = template ? blanksOf(template.components) : { body: '', count: 0 };
  const send = async () => {
    if (!template) return;
    setBusy(true);
    setRefusal(null);
    try {
      const { companyId, chatId, phoneIndex } = place;
      const components = componentsOf(values.slice(0, blanks.count));
      const { name, language } = template;
      await unwrap(
        api.POST('/api/v2/messages/{type}/{companyId}/{chatId}', {
          params: { path: { type: 'template', companyId, chatId }, header: { 'idempotency-key': key } },
          body: {
            template: { name, language, ...(components.length > 0 ? { components } : {}) },
            phoneIndex,
          },
        }),
      );
      onClose();
    } catch (fault) {
      setRefusal(asApiError(fault));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={<Text fw={620}>Send a template</Text>}>
      <Stack gap="sm">
        {error && <ProblemAlert error={error} onRetry={() => void refetch()} />}
        {data && approved.length === 0 && (
          <Empty title="No approved template">
            Templates belong to Cloud API phones. Make one under Templates; Meta approves it.
          </Empty>
        )}
        {approved.length > 0 && (
          <Select
            label="Template"
            searchable
            value={chosen}
            onChange={setChosen}
            data={approved.map(({ name, language }) => ({
              value: `${name} ${language}`,
              label: `${name} (${language})`,
            }))}
          />
        )}
        {template && <Text size="sm">{blanks.body}</Text>}
        {Array.from({ length: blanks.count }, (_, n) => (
          <TextInput
            key={n}
            label={`{{${n + 1}}}`}
            value={values[n] ?? ''}
            onChange={(event) => {
              const next = [...values];
              next[n] = event.currentTarget.value;
              setValues(next);
            }}
          />
        ))}
        {refusal && <ProblemAlert error={refusal} title="Not sent" />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button disabled={!template} loading={isBusy} onClick={() => void send()}>
            Send
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
