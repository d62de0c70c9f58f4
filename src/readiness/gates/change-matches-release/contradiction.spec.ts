import { huntContradictions } from './contradiction.campaign.fixture.ts';

describe('contradictions between any two tools', () => {
  it('are all found in 100 generated releases of each kind, and none is invented in 100 clean ones full of near-misses', () => {
    const { wrong, ...counts } = huntContradictions({ seed: 20_261_129, releases: 100 });
    expect(wrong.slice(0, 10)).toEqual([]);
    expect(counts).toEqual({ planted: 1_200, clean: 100, contradictionsMissed: 0, contradictionsInvented: 0 });
  });
});
