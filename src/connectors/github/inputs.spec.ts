import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { inputsOf } from './inputs.ts';

const settings = { repository: 'a/b', workflow: 'deploy.yml', ref: 'main', inputs: ['canary', 'environment'] };
const order: DeployOrder = { correlation: 'c-1', releaseKey: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [{ reference: 'dml:artifact:r/n', sha256: 'e' }], parameters: {} };

describe('inputs of a dispatch', () => {
  it('are strings, all of them', () => {
    expect(inputsOf({ ...order, parameters: { canary: 5 } }, settings)).toEqual({ inputs: { canary: '5', environment: 'production', version: '1', correlation: 'c-1', package_digest: 'd' } });
    expect(inputsOf({ ...order, parameters: { canary: false } }, settings)).toMatchObject({ inputs: { canary: 'false' } });
  });

  it('list the package for a workflow that asks for it', () => {
    expect(inputsOf(order, { ...settings, inputs: ['artifacts'] })).toMatchObject({ inputs: { artifacts: '[{"reference":"dml:artifact:r/n","sha256":"e"}]' } });
  });

  it.each([[{ other: 1 }], [{ environment: 'staging' }], [{ canary: null }], [{ canary: [1] }]])('refuse the parameters %j', (parameters) => {
    expect(inputsOf({ ...order, parameters }, settings)).toHaveProperty('mistake');
  });
});
