import { systemInstant } from '../instants.ts';

/** Who asks and when: what a script in a query value can see. */
export interface ScriptScope { readonly callerId: string; readonly callerName: string; readonly now: () => Date }

/**
 * A value that begins with `javascript:` is run on the server, whoever wrote it. The stand-in runs the few expressions
 * that people use; any other one gives nothing, as a script without a result does.
 */
export function evaluated(value: string, scope: ScriptScope): string {
  if (!value.startsWith('javascript:')) return value;
  const script = value.slice('javascript:'.length).trim().replace(/;$/, '');
  if (script === 'gs.getUserID()') return scope.callerId;
  if (script === 'gs.getUserName()') return scope.callerName;
  if (script === 'gs.nowDateTime()' || script === 'gs.now()') return systemInstant(scope.now());
  const ago = /^gs\.(days|hours|minutes)Ago\((-?\d+)\)$/.exec(script);
  const literal = /^(["'])(.*)\1$/.exec(script);
  if (literal) return literal[2] ?? '';
  return ago ? systemInstant(new Date(scope.now().getTime() - Number(ago[2]) * unitMs(ago[1]))) : '';
}

function unitMs(unit: string | undefined): number {
  return unit === 'days' ? 86_400_000 : unit === 'hours' ? 3_600_000 : 60_000;
}
