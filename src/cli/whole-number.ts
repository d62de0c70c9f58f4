import { InvalidArgumentError } from 'commander';

/** Reads an option that counts something; commander tells the person which option was wrong. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Write a whole number from 1 on.');
  return Number(text);
}
