import { repositoryAddress } from './repository-address.ts';

test.each([
  ['https://github.com/northbank/payments.git', 'github.com/northbank/payments'],
  ['https://GitHub.com/NorthBank/payments/', 'github.com/NorthBank/payments'],
  ['https://x-access-token:ghs_secret@github.com/northbank/payments', 'github.com/northbank/payments'],
  ['http://127.0.0.1:4103/northbank/payments.git', '127.0.0.1:4103/northbank/payments'],
  ['git@github.com:northbank/payments.git', 'github.com/northbank/payments'],
  ['gitlab.northbank.example:money/core/ledger.git', 'gitlab.northbank.example/money/core/ledger'],
  ['ssh://git@gitlab.northbank.example:2222/money/ledger.git', 'gitlab.northbank.example/money/ledger'],
  ['git+ssh://git@github.com/northbank/payments.git', 'github.com/northbank/payments'],
  ['git://github.com/northbank/payments.git', 'github.com/northbank/payments'],
  ['scm:git:https://github.com/northbank/payments.git', 'github.com/northbank/payments'],
  ['scm:git:git@github.com:northbank/payments.git', 'github.com/northbank/payments'],
  ['https://github.com/northbank/payments.git?token=secret#main', 'github.com/northbank/payments'],
  [' git@github.com:northbank/payments.git\n', 'github.com/northbank/payments'],
  ['https://github.com//northbank/payments//', 'github.com/northbank/payments'],
  ['https://github.com/northbank/northbank.github.io', 'github.com/northbank/northbank.github.io'],
  ['ssh:///northbank/payments.git', null], ['git@github.com:northbank/payments and more', null], ['see:\ngit@github.com:northbank/payments.git', null], ['git@github.com:northbank/payments.git\nas agreed', null],
  ['https://github.com/', null], ['file:///srv/git/payments.git', null], ['northbank/payments', null], ['', null], ['not an address', null],
])('%s is %s', (url, address) => {
  expect(repositoryAddress(url)).toBe(address);
});
