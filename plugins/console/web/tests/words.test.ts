import { expect, it } from 'vitest';
import { has_words, search_words } from '../src/lib/format/words';

it.each(['ke hoach', 'Kế', 'HOẠCH đầu', 'dau', '', ' 2026 '])('finds the plan by %s', (words) => expect(has_words('Kế hoạch đầu tư 2026', words)).toBe(true));
it.each(['oạch', 'kế hoạch 2027', 'x'])('does not find it by %s', (words) => expect(has_words('Kế hoạch đầu tư 2026', words)).toBe(false));
it('searches for what was pasted from a table without its tabs', () => expect(search_words(' Hợp tác xã\tNa \n')).toBe('Hợp tác xã Na'));
