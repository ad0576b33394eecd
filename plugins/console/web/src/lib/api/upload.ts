import { current_language } from '../i18n/index.svelte';
import { address } from './client';
import { endpoints } from './endpoints';
import { no_connection, Problem, type ValueError } from './problem';
import { session } from './session.svelte';

export interface StoredFile {
  id: number;
  name: string;
  media_type: string;
  size: number;
}

/// Stores a file of its own; a record takes it over by its id. By XMLHttpRequest, since fetch tells no progress.
export function upload(file: File, progress: (part: number) => void): Promise<StoredFile> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open('POST', address(endpoints.uploads, { name: file.name.normalize('NFC') }));
    sending.setRequestHeader('Accept-Language', current_language());
    sending.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    if (session.csrf) sending.setRequestHeader('X-CSRF-Token', session.csrf);
    sending.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    sending.onerror = () => reject(no_connection());
    sending.onload = () => {
      let body: unknown;
      try {
        body = JSON.parse(sending.responseText);
      } catch {
        body = {};
      }
      if (sending.status === 201) return resolve(body as StoredFile);
      const told = body as { code?: string; title?: string; detail?: string; errors?: ValueError[] };
      reject(new Problem(sending.status, told.code ?? '', told.title ?? '', told.detail ?? '', told.errors ?? []));
    };
    sending.send(file);
  });
}
