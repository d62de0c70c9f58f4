import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';
import { findingsBetween, type Finding } from './breaking.ts';
import { lastPromised, schemaFile } from './last-release.ts';

/** `npm run schema:check`: compares schema.graphql with the last release's. Says what may surprise, and fails on what breaks. */
const base = lastPromised();
const today = new Date().toISOString().slice(0, 10);
const findings = await findingsBetween(buildSchema(base.text), buildSchema(readFileSync(schemaFile, 'utf8')), today);
const broken = findings.filter(({ isBreaking }) => isBreaking);
const say = (line: string): void => { process.stdout.write(`${line}\n`); };
const told = ({ isBreaking, where, what, remedy }: Finding): string => `${isBreaking ? 'BREAKING ' : 'DANGEROUS'} ${where}: ${what}\n          ${remedy}`;

say(`schema.graphql against ${base.file}, ${base.isReleased ? `the schema of release ${base.version}` : `which ${base.version} is going to promise: it is not released yet`}`);
for (const finding of findings) say(told(finding));
say(`${broken.length} breaking, ${findings.length - broken.length} dangerous`);
if (broken.length > 0 && !base.isReleased) say(`Nothing is promised before ${base.version} is released: npm run schema:release takes today's schema instead, if that is meant.`);
process.exitCode = broken.length === 0 ? 0 : 1;
