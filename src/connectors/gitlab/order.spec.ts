import type { DeployOrder } from '../../domain/ports/deployer.ts';
import { pipelineOrder } from './order.ts';
import type { DeploySettings } from './settings.ts';

const settings: DeploySettings = { project: 'a/b', ref: 'main', jobs: ['deploy'], passBy: 'variables', parameters: ['CANARY', 'environment'] };
const order: DeployOrder = { correlation: 'c-1', releaseKey: 'pay-1', environment: 'production', version: '1', packageDigest: 'd', artifacts: [{ reference: 'dml:artifact:r/n', sha256: 'e' }], parameters: {} };
const own = [{ key: 'MUSTER_ENVIRONMENT', value: 'production' }, { key: 'MUSTER_VERSION', value: '1' }, { key: 'MUSTER_CORRELATION', value: 'c-1' }, { key: 'MUSTER_PACKAGE_DIGEST', value: 'd' }];

describe('what a pipeline is told', () => {
  it('as variables: texts, all of them', () => {
    expect(pipelineOrder({ ...order, parameters: { CANARY: 5 } }, settings)).toEqual({ variables: [{ key: 'CANARY', value: '5' }, ...own] });
    expect(pipelineOrder({ ...order, parameters: { CANARY: false } }, settings)).toEqual({ variables: [{ key: 'CANARY', value: 'false' }, ...own] });
  });

  it('as inputs: with their types', () => {
    expect(pipelineOrder({ ...order, parameters: { CANARY: 5 } }, { ...settings, passBy: 'inputs' })).toEqual({ inputs: { CANARY: 5, environment: 'production', version: '1', correlation: 'c-1', package_digest: 'd' } });
  });

  it('with the package\'s list where that is asked for', () => {
    const told = pipelineOrder(order, { ...settings, parameters: ['artifacts'] });
    expect(told).toEqual({ variables: [...own, { key: 'MUSTER_ARTIFACTS', value: '[{"reference":"dml:artifact:r/n","sha256":"e"}]' }] });
  });

  it.each([[{ other: 1 }], [{ environment: 'staging' }], [{ CANARY: null }], [{ CANARY: [1] }], [{ CANARY: 'x$SECRET' }]])('never the parameters %j', (parameters) => {
    expect(pipelineOrder({ ...order, parameters }, settings)).toHaveProperty('mistake');
    expect(pipelineOrder({ ...order, parameters }, { ...settings, passBy: 'inputs' })).toHaveProperty('mistake');
  });

  it('never a version in which GitLab would replace something', () => {
    expect(pipelineOrder({ ...order, version: '1-$CI_JOB_TOKEN' }, settings)).toEqual({ mistake: expect.stringContaining('MUSTER_VERSION') as unknown });
  });
});
