import { createHash } from 'node:crypto';

const people = ['Ada Berg', 'Bilal Çelik', 'Chiara Conti', 'Dmitri Orlov', 'Eun-ji Park', 'Fatou Diop', 'Grace O’Neill', 'Hugo Lefèvre', 'Ines Morais', 'Jonas Lindqvist'] as const;
const services = ['payments', 'ledger', 'cards', 'onboarding', 'statements', 'fraud-screening', 'open-banking', 'treasury', 'loans', 'identity'] as const;

export interface Person {
  readonly id: string;
  readonly userName: string;
  readonly name: string;
  readonly email: string;
}

/** One of the 400 people of a company, always the same for the same number. */
export function personOf(number: number): Person {
  const name = people[number % people.length] ?? '';
  const userName = `${name.toLowerCase().normalize('NFD').replaceAll(/[^a-z]+/g, '.')}.${number % 400}`;
  return { id: digestOf(`person ${number % 400}`, 32), userName, name, email: `${userName}@northbank.example` };
}

export function serviceOf(number: number): string {
  return services[number % services.length] ?? '';
}

/** Hexadecimal digits, always the same for the same text. */
export function digestOf(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** A moment of 2026 that grows with the number, a record each ten seconds. */
export function momentOf(number: number): string {
  return new Date(Date.UTC(2026, 0, 1) + number * 10_000).toISOString();
}
