import { showProgress } from './progress.ts';

/** A stream that remembers what was written. */
function paper(isTTY: boolean, columns = 40): { readonly stream: NodeJS.WriteStream; readonly written: string[] } {
  const written: string[] = [];
  return { stream: { isTTY, columns, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream, written };
}

it('writes a line per change in a log, without escape codes', () => {
  const { stream, written } = paper(false);
  const progress = showProgress(stream);
  for (const sentence of ['WAITING: its turn', 'WAITING: its turn', 'RUNNING: the run']) progress.say(sentence);
  progress.end();
  expect(written).toEqual(['WAITING: its turn\n', 'RUNNING: the run\n']);
});

it('writes over one line on a terminal, no wider than it, and takes it away at the end', () => {
  const { stream, written } = paper(true, 30);
  const progress = showProgress(stream);
  progress.say('RUNNING: a sentence that is longer than the terminal is wide');
  progress.end();
  expect(written).toEqual(['\r\u001B[2KRUNNING: a sentence that is l', '\r\u001B[2K']);
});

it('draws how far it is before the sentence on a terminal, and not in a log', () => {
  const [terminal, log] = [paper(true, 80), paper(false)];
  for (const { stream } of [terminal, log]) {
    showProgress(stream).say('RUNNING: the run', { done: 3, total: 6 });
    showProgress(stream).say('RUNNING: the run', { done: 9, total: 6 });
  }
  expect(terminal.written).toEqual(['\r\u001B[2K████████████░░░░░░░░░░░░ 3/6 RUNNING: the run', '\r\u001B[2K████████████████████████ 9/6 RUNNING: the run']);
  expect(log.written).toEqual(['RUNNING: the run\n', 'RUNNING: the run\n']);
});
