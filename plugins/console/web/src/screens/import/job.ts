import { read } from '../../lib/api/client';
import { endpoints } from '../../lib/api/endpoints';
import { Problem } from '../../lib/api/problem';

export interface RowError {
  row: number;
  column?: string;
  code: string;
  detail: string;
}

/// An import, which the server does by itself once it has the file.
export interface Job {
  id: number;
  entity: string | null;
  state: 'queued' | 'running' | 'succeeded' | 'failed';
  total: number | null;
  progress: number | null;
  failures: number | null;
  result: { created?: number; errors?: RowError[]; detail?: string } | null;
}

export const has_ended = (job: Job) => job.state === 'succeeded' || job.state === 'failed';

/// No answer, or one that says to come again.
function is_passing(error: unknown): boolean {
  return error instanceof Problem && [0, 429, 503].includes(error.status);
}

/// Looks at a job until it has ended; undefined is told while the server cannot be reached. Rejects when there is no such job.
export async function watch(id: string, tell: (job: Job | undefined) => void, signal: AbortSignal): Promise<void> {
  for (let wait = 300; ; wait = Math.min(wait * 1.5, 2000)) {
    const job = await read<Job>(endpoints.job(id), undefined, signal).catch((error: unknown) => {
      if (is_passing(error)) return undefined;
      throw error;
    });
    if (signal.aborted) return;
    tell(job);
    if (job && has_ended(job)) return;
    await new Promise((done) => setTimeout(done, wait));
  }
}
