import { Latest } from './latest.ts';

function latest(): { events: Latest<string>; ended: () => number } {
  let ended = 0;
  return { events: new Latest<string>(() => { ended += 1; }), ended: () => ended };
}

const over = { done: true, value: undefined };

describe('what one watcher is still to be told', () => {
  it('is the newest alone, once', async () => {
    const { events } = latest();
    events.tell('first');
    events.tell('second');
    expect(await events.next()).toEqual({ done: false, value: 'second' });
    const waiting = events.next();
    events.tell('third');
    expect(await waiting).toEqual({ done: false, value: 'third' });
    events.tell('fourth');
    expect(await events.next()).toEqual({ done: false, value: 'fourth' });
  });

  it('is nothing more once it is over, which is said once', async () => {
    const { events, ended } = latest();
    events.tell('never read');
    expect(await events.return()).toEqual(over);
    events.tell('too late');
    events.fail(new Error('too late'));
    expect([await events.next(), await events.next(), await events.return()]).toEqual([over, over, over]);
    expect(ended()).toBe(1);
    const another = latest();
    const waiting = another.events.next();
    await another.events.return();
    expect([await waiting, another.ended()]).toEqual([over, 1]);
  });

  it('is the failure that ended it, after what came before, and once', async () => {
    const { events, ended } = latest();
    events.tell('before');
    events.fail(new Error('broken'));
    events.tell('after');
    expect([await events.next(), ended()]).toEqual([{ done: false, value: 'before' }, 1]);
    await expect(events.next()).rejects.toThrow('broken');
    expect(await events.next()).toEqual(over);
    const another = latest();
    const waiting = another.events.next();
    another.events.fail(new Error('broken'));
    await expect(waiting).rejects.toThrow('broken');
    expect([await another.events.next(), another.ended()]).toEqual([over, 1]);
  });

  it('ends as generators do', async () => {
    const error = new Error('thrown in');
    const { events, ended } = latest();
    await expect(events.throw(error)).rejects.toBe(error);
    expect([await events.next(), ended()]).toEqual([over, 1]);
    const said = latest().events;
    said.fail('a word');
    await expect(said.next()).rejects.toEqual(new Error('a word'));
    await expect(latest().events.throw('a word')).rejects.toEqual(new Error('a word'));
    const disposed = latest();
    await disposed.events[Symbol.asyncDispose]();
    expect(disposed.ended()).toBe(1);
    const read = latest();
    read.events.tell('one');
    for await (const value of read.events) { expect(value).toBe('one'); break; }
    expect(read.ended()).toBe(1);
  });
});
