import { oneJudgement } from './one-judgement.ts';

/** A judgement that is counted and waits for its end. */
class Judge {
  judgements = 0;
  readonly #ends = Promise.withResolvers<string>();

  readonly judge = (): Promise<string> => {
    this.judgements += 1;
    return this.#ends.promise;
  };

  end(): void {
    this.#ends.resolve('READY');
  }

  fail(): void {
    this.#ends.reject(new Error('no database'));
  }
}

describe('a judgement that is asked for twice', () => {
  it('is made once while it is under way, and again after its end', async () => {
    const [tools, one] = [{}, new Judge()];
    const asked = [oneJudgement(tools, 'a', one.judge), oneJudgement(tools, 'a', one.judge)];
    one.end();
    expect([await Promise.all(asked), one.judgements]).toEqual([['READY', 'READY'], 1]);
    await oneJudgement(tools, 'a', one.judge);
    expect(one.judgements).toBe(2);
  });

  it('fails for all who wait, and is made again after that', async () => {
    const [tools, one] = [{}, new Judge()];
    const asked = Promise.allSettled([oneJudgement(tools, 'a', one.judge), oneJudgement(tools, 'a', one.judge)]);
    one.fail();
    expect((await asked).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(oneJudgement(tools, 'a', one.judge)).rejects.toThrow('no database');
    expect(one.judgements).toBe(2);
  });

  it('is made for each where another request, or another hub’s tools, are asked', async () => {
    const [tools, one] = [{}, new Judge()];
    const asked = [oneJudgement(tools, 'a', one.judge), oneJudgement(tools, 'b', one.judge), oneJudgement({}, 'a', one.judge)];
    one.end();
    await Promise.all(asked);
    expect(one.judgements).toBe(3);
  });
});
