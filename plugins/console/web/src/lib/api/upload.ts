import { request, type Send } from './client';
import { endpoints } from './endpoints';

export interface StoredFile {
  id: number;
  name: string;
  media_type: string;
  size: number;
}

/// By XMLHttpRequest, since fetch tells no progress.
function telling(file: File, progress: (part: number) => void): Send {
  return (address, { method, headers, signal }) =>
    new Promise((resolve, reject) => {
      const sending = new XMLHttpRequest();
      sending.open(method, address);
      for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
      sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
      sending.onload = () => resolve(new Response(sending.responseText, { status: sending.status, headers: headers_of(sending) }));
      sending.onerror = () => reject(new TypeError('the connection was lost'));
      sending.onabort = () => reject(new DOMException('given up', 'AbortError'));
      signal?.addEventListener('abort', () => sending.abort());
      signal?.throwIfAborted();
      sending.send(file);
    });
}

function headers_of(answered: XMLHttpRequest): Headers {
  const lines = answered.getAllResponseHeaders().trim().split('\r\n');
  return new Headers(lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
}

/// Stores a file of its own; a record takes it over by its id.
export async function upload(file: File, progress: (part: number) => void, signal: AbortSignal): Promise<StoredFile> {
  const content = { type: file.type || 'application/octet-stream', body: file };
  return (await request<StoredFile>('POST', endpoints.uploads, { query: { name: file.name.normalize('NFC') }, content, send: telling(file, progress), signal })).data;
}
