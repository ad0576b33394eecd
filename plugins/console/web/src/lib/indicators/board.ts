import { read } from '../api/client';
import type { Dashboard, Tile } from '../schema/types';
import type { IndicatorAnswer } from './indicator';

export interface Loaded {
  tile: Tile;
  answer?: IndicatorAnswer;
  error?: unknown;
}

/// All indicators of a board; one that fails stands beside the others.
export function load_board(board: Dashboard): Promise<Loaded[]> {
  return Promise.all(
    board.tiles.map(async (tile): Promise<Loaded> => {
      try {
        return { tile, answer: await read<IndicatorAnswer>(tile.href) };
      } catch (error) {
        return { tile, error };
      }
    }),
  );
}
