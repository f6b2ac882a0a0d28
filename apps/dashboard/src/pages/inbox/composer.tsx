import { ActionIcon, Group, Text, Textarea, Tooltip } from '@mantine/core';
import { IconPaperclip, IconSend2, IconTemplate, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { useApi } from '../../session/hooks.ts';
import { asApiError, unwrap } from '../../session/problem.ts';
import { uploadFile } from '../../session/upload.ts';
import { ProblemAlert } from '../../ui/index.ts';
import { newKey, type Place } from './data.ts';
import { TemplateChoice } from './template-choice.tsx';
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
        const media = await uploadFile(api, companyId, file);
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
