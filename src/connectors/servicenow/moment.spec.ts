import { readMoment, writeMoment } from './moment.ts';

it('reads the system\'s format as UTC and nothing else', () => {
  expect(readMoment('2026-03-29 02:30:00')).toBe('2026-03-29T02:30:00.000Z');
  for (const text of [null, '', '29.03.2026 02:30:00', '2026-03-29', '2026-03-29T02:30:00Z', '2026-13-01 00:00:00', '2026-03-29 02:30']) expect(readMoment(text)).toBeNull();
});

it('writes it back', () => {
  expect(writeMoment('2026-03-29T02:30:00.999Z')).toBe('2026-03-29 02:30:00');
  expect(readMoment(writeMoment('2026-11-23T05:00:00.000Z'))).toBe('2026-11-23T05:00:00.000Z');
});
