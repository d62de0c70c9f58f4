import { z } from 'zod';
import type { TestReport } from '../../../domain/artifact.ts';

/** in-toto test-result v0.1: https://in-toto.io/attestation/test-result. */
const predicateTypes = /^https:\/\/in-toto\.io\/attestation\/test-result\/v0\.\d+$/;
const names = z.array(z.string()).nullish().transform((list) => list ?? []);
const reportSchema = z.object({
  result: z.string(),
  configuration: z.array(z.object({ name: z.string().nullish() })).nullish().transform((list) => (list ?? []).flatMap(({ name }) => name ?? [])),
  passedTests: names, warnedTests: names, failedTests: names,
});

/** What a predicate reports of tests; null when it is about something else. One of the right type that cannot be read reports nothing for sure. */
export function toTestReport(predicateType: string | null, predicate: unknown): TestReport | null {
  if (predicateType === null || !predicateTypes.test(predicateType)) return null;
  const read = reportSchema.safeParse(predicate);
  if (!read.success) return { result: 'UNKNOWN', suites: [], passed: [], failed: [] };
  const { result, configuration, passedTests, failedTests } = read.data;
  return { result: result === 'PASSED' || result === 'FAILED' ? result : 'UNKNOWN', suites: configuration, passed: passedTests, failed: failedTests };
}
