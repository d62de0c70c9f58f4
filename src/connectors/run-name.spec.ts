import { mistakeIn, readRunName } from './run-name.ts';

const own = 'muster-0b8a1f3e-2c4d-4e5f-8a9b-0c1d2e3f4a5b';
const nothing = { version: null, environment: null, correlation: null, digest: null };

describe('the name of a run', () => {
  it('is read as its pattern says', () => {
    expect(readRunName('Deploy {version} to {environment} [{correlation}]', 'Deploy 2.4.0-rc.1 to eu/prod [CHG0030001]')).toEqual({ version: '2.4.0-rc.1', environment: 'eu/prod', correlation: 'CHG0030001', digest: null });
    expect(readRunName('{version} ({digest})', `2.4.0 (sha256:${'a'.repeat(64)})`)).toMatchObject({ version: '2.4.0', digest: 'a'.repeat(64) });
    expect(readRunName('Deploy {version} [{correlation}]', 'Deploy 2.4.0 []')).toEqual({ ...nothing, version: '2.4.0' });
    expect(readRunName('{version}: 100 % 🚀', '2.4.0: 100 % 🚀')).toMatchObject({ version: '2.4.0' });
  });

  it('tells nothing when it is another, or when no pattern is declared, but a correlation key of our own make', () => {
    expect(readRunName('Deploy {version}', 'Release 2.4.0')).toEqual(nothing);
    expect(readRunName('Deploy {version}', 'Deploy 2.4.0 again')).toEqual(nothing);
    expect(readRunName(undefined, `Deploy 2.4.0 [${own}]`)).toEqual({ ...nothing, correlation: own });
    expect(readRunName('Deploy {version}', `x${own}`)).toEqual(nothing);
    expect(readRunName('v{version}', 'v2.4.0\n<script>')).toEqual(nothing);
  });

  it.each([['Deploy {version} [{correlation}]', null], ['Deploy', null], ['{service}', 'is none'], ['{version}{environment}', 'side by side'], ['{version} {version}', 'twice']])('%j as a pattern: %s', (pattern, why) => {
    if (why === null) expect(mistakeIn(pattern)).toBeNull();
    else expect(mistakeIn(pattern)).toContain(why);
  });
});
