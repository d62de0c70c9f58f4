import { exitCodeOfDeployment, exitCodeOfMistake, exitCodeOfReadiness } from './exit-code.ts';
import type { DeploymentState, ReadinessOutcome, UserErrorCode } from './generated/graphql.ts';

it.each<[ReadinessOutcome, number]>([['READY', 0], ['NOT_READY', 3], ['UNDETERMINED', 5]])('a release that is %s exits %i', (outcome, code) => {
  expect(exitCodeOfReadiness(outcome)).toBe(code);
});

it.each<[DeploymentState, number]>([
  ['SUCCEEDED', 0], ['REFUSED', 3], ['UNCLEAR', 5], ['FAILED', 6], ['BACKED_OUT', 6], ['CANCELED', 6],
  ['ACCEPTED', 8], ['WAITING', 8], ['RUNNING', 8], ['RECORDING', 8],
])('a deployment that is %s exits %i', (state, code) => {
  expect(exitCodeOfDeployment({ state, needsAttention: false })).toBe(code);
});

it.each<[DeploymentState, number]>([['SUCCEEDED', 7], ['RECORDING', 7], ['FAILED', 6], ['UNCLEAR', 5], ['RUNNING', 8]])('a deployment that is %s and needs a person exits %i', (state, code) => {
  expect(exitCodeOfDeployment({ state, needsAttention: true })).toBe(code);
});

it.each<[UserErrorCode, number]>([['FORBIDDEN', 4], ['SAME_PERSON', 4], ['NOT_READY', 3], ['FACTS_CHANGED', 3], ['SOURCE_UNAVAILABLE', 5], ['NOT_FOUND', 1], ['CONFLICT', 1]])('a refusal with %s exits %i', (mistake, code) => {
  expect(exitCodeOfMistake(mistake)).toBe(code);
});
