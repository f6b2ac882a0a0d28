import { Anchor, Button, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { memo, useCallback, useState } from 'react';
import { Link } from 'react-router';
import { useApi } from '../../session/hooks.ts';
import { unwrap } from '../../session/problem.ts';
import { Pill, shortTime } from '../../ui/index.ts';
import type { Message } from './data.ts';

interface MediaRef {
  mediaId: string;
  mimeType: string;
  filename?: string;
}

const words = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** One message, with its file, when, and how far it came. */
export const Bubble = memo(function Bubble({ message }: { message: Message }) {
  const { content, direction, type } = message;
  const isOut = direction === 'outbound';
  const media = content['media'] as MediaRef | null | undefined;
  const text = words(content['text']) ?? words(content['caption']) ?? words(content['title']);
  return (
    <div className="wt-bubble" data-out={isOut || undefined} data-id={message.id}>
      {message.participant && !isOut && (
        <Text size="xs" fw={560} c="var(--wt-accent)">
          {message.participant}
        </Text>
      )}
      {message.revokedAt ? (
        <Text c="dimmed">Taken back</Text>
      ) : media ? (
        <Media companyId={message.companyId} media={media} />
      ) : null}
      {!message.revokedAt && (text ?? (media ? null : <Other type={type} content={content} />))}
      <div className="wt-bubble-foot">
        {message.editedAt && <span>edited</span>}
        <time dateTime={message.createdAt} className="wt-num">
          {shortTime(message.createdAt)}
        </time>
        {isOut && (
          <Link
            to={`/c/${message.companyId}/messages/${message.id}`}
            aria-label={`${message.status}: what happened to it`}
          >
            <Pill status={message.status} />
          </Link>
        )}
      </div>
      {message.error && (
        <Text size="xs" c="var(--wt-bad)">
          {message.error.detail}
        </Text>
      )}
    </div>
  );
});

function Other({ type, content }: { type: string; content: Message['content'] }) {
  const about =
    words(content['name']) ??
    words(content['question']) ??
    words(content['emoji']) ??
    words(content['address']);
  return (
    <Text span c="dimmed" inherit>
      {type}
      {about !== null && `: ${about}`}
    </Text>
  );
}

const KINDS = { image: 'img', video: 'video', audio: 'audio' } as const;
type Kind = (typeof KINDS)[keyof typeof KINDS] | undefined;

const kindOf = (mimeType: string): Kind => KINDS[mimeType.split('/')[0] as keyof typeof KINDS];

/** A file is fetched with the session, and shown from memory; large ones only when they are asked for. */
function Media({ companyId, media }: { companyId: string; media: MediaRef }) {
  const kind = kindOf(media.mimeType);
  const [isWanted, setWanted] = useState(kind === 'img');
  const api = useApi();
  const { data: file, error } = useQuery({
    queryKey: ['media', companyId, media.mediaId],
    enabled: isWanted,
    staleTime: Infinity,
    gcTime: 60_000,
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v2/media/{companyId}/{mediaId}', {
          params: { path: { companyId, mediaId: media.mediaId } },
          parseAs: 'blob',
          signal,
        }),
      ),
  });
  const name = media.filename ?? media.mimeType;
  if (error)
    return (
      <Text size="sm" c="var(--wt-bad)">
        {name}: {error.message}
      </Text>
    );
  if (!isWanted)
    return (
      <Button variant="default" size="xs" mb={4} onClick={() => setWanted(true)}>
        Load {name}
      </Button>
    );
  if (!(file instanceof Blob)) return <Skeleton w={200} h={kind === 'img' ? 140 : 34} />;
  return <Loaded file={file} kind={kind} media={media} />;
}

/** Gives an element the address of a file in memory, for as long as it is shown. */
function useFile(file: Blob, attribute: 'src' | 'href') {
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined;
      const url = URL.createObjectURL(file);
      element.setAttribute(attribute, url);
      return () => URL.revokeObjectURL(url);
    },
    [file, attribute],
  );
}

function Loaded({ file, kind, media: { filename, mimeType } }: { file: Blob; kind: Kind; media: MediaRef }) {
  const shown = useFile(file, kind === undefined ? 'href' : 'src');
  if (kind === 'img') return <img ref={shown} alt={filename ?? 'Picture in the chat'} />;
  if (kind === 'video') return <video ref={shown} controls />;
  if (kind === 'audio') return <audio ref={shown} controls />;
  return (
    <Anchor ref={shown} download={filename ?? 'file'} size="sm">
      Save {filename ?? mimeType}
    </Anchor>
  );
}
