import type { WatchedMetric } from '../domain/aftermath.ts';
import { SourceError } from '../domain/error.ts';
import type { MeasuredSubject, Measurements } from '../domain/ports/metrics.ts';
import { Scene } from './testing/scene.ts';
import { stepContext } from './testing/step-context.ts';
import { down } from './testing/told-records.ts';
import { metricsTold } from './watched-metrics.ts';
import type { MetricsTold } from './watched-metrics.ts';

const metric = (more: Partial<WatchedMetric>): WatchedMetric => ({ name: 'error rate', connection: 'servicenow', expression: 'errors', atMost: null, atLeast: null, ...more });

async function told(metrics: readonly WatchedMetric[], measures: (expression: string, subject: MeasuredSubject) => Measurements): Promise<MetricsTold> {
  const scene = new Scene();
  scene.tools.measures = measures;
  return metricsTold(metrics, await stepContext(scene, 'watch-health'));
}

describe('what a metric tells', () => {
  const between = { atLeast: 7, atMost: 9 };

  it.each<[string, Partial<WatchedMetric>, readonly number[], boolean, MetricsTold]>([
    ['a value as high as may be', { atMost: 0.05 }, [0.05], true, { breaches: [], unknown: [] }],
    ['one beyond it', { atMost: 0.05 }, [0.05, 0.06], true, { breaches: ['error rate is 0.06, more than 0.05'], unknown: [] }],
    ['one far below it', { atMost: 0.05 }, [-Infinity], true, { breaches: [], unknown: [] }],
    ['a value as low as may be', { atLeast: 7 }, [7], true, { breaches: [], unknown: [] }],
    ['one below it', { atLeast: 7 }, [8, 6.9], true, { breaches: ['error rate is 6.9, less than 7'], unknown: [] }],
    ['one far beyond it', { atLeast: 7 }, [Infinity], true, { breaches: [], unknown: [] }],
    ['both bounds kept', between, [7, 9], true, { breaches: [], unknown: [] }],
    ['both bounds broken: the upper one first', between, [6, 10], true, { breaches: ['error rate is 10, more than 9'], unknown: [] }],
    ['a breach, whatever is missing or no number', between, [NaN, 10], false, { breaches: ['error rate is 10, more than 9'], unknown: [] }],
    ['nothing', between, [], true, { breaches: [], unknown: ['error rate: nothing is measured'] }],
    ['no number among those within', between, [8, NaN], true, { breaches: [], unknown: ['error rate comes to no number'] }],
    ['a part of what there may be', between, [8], false, { breaches: [], unknown: ['error rate is measured in part only'] }],
  ])('%s', async (_title, bounds, values, isComplete, expected) => {
    expect(await told([metric(bounds)], () => ({ values, isComplete }))).toEqual(expected);
  });

  it('is asked about the deployment, and told one after another', async () => {
    const asked: unknown[] = [];
    const expected = { breaches: ['error rate is 2, more than 1', 'latency is 2, more than 0'], unknown: [] };
    expect(await told([metric({ atMost: 1 }), metric({ name: 'latency', expression: 'p95', atMost: 0 })], (...question) => { asked.push(question); return { values: [2], isComplete: true }; })).toEqual(expected);
    const subject = { service: 'payments', environment: 'production', release: 'payments-2.4.0', version: '2.4.0' };
    expect(asked).toEqual([['errors', subject], ['p95', subject]]);
  });
});

describe('a metric that cannot be measured', () => {
  it('is unknown where its tool fails, or where no connection measures', async () => {
    const failing = (): never => { throw new SourceError('servicenow', down); };
    const gone = metric({ name: 'latency', connection: 'gone' });
    expect(await told([metric({}), gone], failing)).toEqual({ breaches: [], unknown: ['error rate cannot be measured: it is down', 'latency cannot be measured: no connection gone measures anything'] });
    const scene = new Scene();
    const mute = { ...scene.tools.connection() };
    Reflect.deleteProperty(mute, 'metrics');
    const context = await stepContext(scene, 'watch-health', {}, { ports: { ...scene.ports(), connections: { all: [mute], byName: () => mute } } });
    expect((await metricsTold([metric({})], context)).unknown).toEqual(['error rate cannot be measured: no connection servicenow measures anything']);
  });

  it('is an error where no tool is to blame', async () => {
    await expect(told([metric({})], () => { throw new RangeError('ours'); })).rejects.toThrow(new RangeError('ours'));
  });

  it('is none where none is watched: nothing is asked about then, not even the release', async () => {
    const context = await stepContext(new Scene(), 'watch-health', {}, { subject: () => Promise.reject(new Error('asked')) });
    expect(await metricsTold([], context)).toEqual({ breaches: [], unknown: [] });
  });
});
