import type { Link } from '../schema/types';

/// Records that are made in one tab of the browser, told to the others.
interface Made {
  entity: string;
  link: Link;
}

const channel = new BroadcastChannel('made');

export function tell_made(entity: string, link: Link): void {
  channel.postMessage({ entity, link } satisfies Made);
}

/// Returns what ends it.
export function await_made(entity: string, take: (link: Link) => void): () => void {
  const heard = ({ data }: MessageEvent<Made>) => {
    if (data.entity === entity) take(data.link);
  };
  channel.addEventListener('message', heard);
  return () => channel.removeEventListener('message', heard);
}
