import { z } from 'zod';
import type { KnowledgeArticle } from '../../../domain/knowledge.ts';
import type { Facts, RecordFacts } from '../../facts.ts';
import { finding, hidden, says, unlearnt, unusable, type Finding } from '../../finding.ts';
import { defineGate } from '../../gate.ts';

const parameters = z.strictObject({
  /** How many articles must be there at least. */
  atLeast: z.int().min(1).default(1),
  /** Kinds of article that must be there, each by a word that stands in the title of one, e.g. runbook. */
  kinds: z.array(z.string().min(1)).default([]),
});
type Parameters = z.output<typeof parameters>;

/** Every article that is linked must be published and hold; an end that nobody said is none. */
export const knowledgeIsTransferred = defineGate({
  name: 'knowledge-is-transferred',
  sentence: 'Whoever has to live with the release can read how: published articles are linked to it.',
  why: 'At three in the morning a runbook is read by somebody who was in none of the meetings.',
  needs: ['knowledge articles linked to the release', 'whether each is published, and until when it holds'],
  empty: 'No article is linked.',
  asks: ['knowledge'],
  parameters,
  reads: ['knowledge'],
  relations: ['KNOWLEDGE'],
  look(facts, given) {
    const { release } = facts;
    return {
      expected: `${given.atLeast} published ${given.atLeast === 1 ? 'article' : 'articles'}${given.kinds.length === 0 ? '' : `, among them ${given.kinds.join(', ')}`}`,
      findings: findingsOf(facts, given),
      passes: `What is to be known of ${release.key} is published.`,
      nothing: { because: `No knowledge article is linked to ${release.key}.`, remedy: `Write how to run ${release.key}, have it published, and link the article.` },
    };
  },
});

function findingsOf({ release, asked, judgedAt }: Facts, { atLeast, kinds }: Parameters): readonly Finding[] {
  const { knowledge } = asked;
  if (knowledge.state !== 'known') return [unlearnt(`what is written about ${release.key}`, knowledge)];
  if (knowledge.value.length === 0) return [];
  const each = knowledge.value.map((article) => findingOf(article, judgedAt));
  const titles = knowledge.value.flatMap(({ record }) => (record.state === 'known' ? [record.value.title] : []));
  const missing = kinds.filter((kind) => !titles.some((title) => title?.toLowerCase().includes(kind.toLowerCase()) === true));
  const isTold = knowledge.value.every(({ record }) => record.state !== 'unknown') && !titles.includes(null);
  return [
    ...each,
    ...missing.map((kind) => finding(isTold ? 'FAIL' : 'UNKNOWN', { because: isTold ? `No article that is linked to ${release.key} is a ${kind}.` : `Nobody can tell whether a ${kind} is linked to ${release.key}.`, actual: `no ${kind}`, restsOn: [`no ${kind}`], remedy: `Link the ${kind} of ${release.key}.` })),
    ...(each.length >= atLeast ? [] : [finding('FAIL', { because: `${each.length} of ${atLeast} articles are linked to ${release.key}.`, actual: `${each.length} articles`, restsOn: [`${each.length} articles`], remedy: `Link ${atLeast - each.length} more.` })]),
  ];
}

function findingOf(article: RecordFacts<KnowledgeArticle>, judgedAt: string): Finding {
  const broken = unusable(article);
  if (broken !== null || article.record.state !== 'known') return broken ?? hidden(article, 'isPublished', 'whether it is published');
  const record = article.record.value;
  if (record.isPublished === null) return hidden(article, 'isPublished', 'whether it is published');
  const expiresAt = record.expiresAt ?? null;
  const told = { evidence: [says(record, 'isPublished', String(record.isPublished)), says(record, 'expiresAt', expiresAt)], remedyUrl: record.source.url };
  if (!record.isPublished) return finding('FAIL', { ...told, because: `${record.label} is not published.`, actual: `${record.label}: not published`, restsOn: [`${record.id} not published`], remedy: `Publish ${record.label}, or take it out with a reason.` });
  if (expiresAt !== null && expiresAt <= judgedAt) return finding('FAIL', { ...told, because: `${record.label} no longer holds: it ended at ${expiresAt}.`, actual: `${record.label}: ended`, restsOn: [`${record.id} ended`], remedy: `Look through ${record.label} and let it hold longer.` });
  return finding('PASS', { ...told, because: `${record.label} is published.`, actual: `${record.label}: published`, restsOn: [`${record.id} published`] });
}
