import { huntSchedules } from './schedules.fixture.ts';

it('agrees with a walk over every minute of the three days around each change of clocks', () => {
  const { schedules, changes, disagreements } = huntSchedules({ count: 150, seed: 1 });
  expect(disagreements).toEqual([]);
  expect([schedules >= 150, changes >= 38]).toEqual([true, true]);
});
