import { readCsv } from './csv.ts';
import { readScim } from './scim.ts';

describe('people in a CSV', () => {
  it('are read by its head line, or by the headers that are said, each with its line', () => {
    const text = 'Work mail,Status,Department,"Full name",Last day\r\nines@north.example,active,Payments,"Weber, Ines",\r\n\r\nomar@north.example,on leave,,"two\nlines",\nlea@north.example,Left,Cards,,2026-11-30\n';
    expect(readCsv(`\uFEFF${text}`, ['email=Work mail', 'employment=Status', 'unit=Department', 'name=Full name', 'endsOn=Last day'])).toEqual([
      { where: 'line 2', person: { email: 'ines@north.example', employment: 'ACTIVE', name: 'Weber, Ines', unit: 'Payments', startsOn: null, endsOn: null, movedOn: null } },
      { where: 'line 4', person: { email: 'omar@north.example', employment: 'ON_LEAVE', name: 'two\nlines', unit: null, startsOn: null, endsOn: null, movedOn: null } },
      { where: 'line 6', person: { email: 'lea@north.example', employment: 'LEFT', name: null, unit: 'Cards', startsOn: null, endsOn: '2026-11-30', movedOn: null } },
    ]);
    expect(readCsv('email,employment\na@b.example,\n', [])).toMatchObject([{ person: { employment: 'UNKNOWN' } }]);
  });

  it.each([
    ['email,employment\na@b.example,ACTIVE\nc@d.example,RETIRED\n', [], /^line 3: employment "RETIRED"/],
    ['mail,employment\na@b.example,ACTIVE\n', [], /^line 1: there is no header for email/],
    ['email,employment\n', ['unit=Dept'], /^line 1: there is no header "Dept" for unit/],
    ['email,employment,email\n', [], /^line 1: the header "email" stands twice/],
    ['email,employment\na@b.example\n', [], /no CSV: .*line 2/],
    ['email,employment\n"a@b.example,ACTIVE\n', [], /no CSV/],
    ['email,employment\n', ['mail=Email'], /^--map mail=Email is not FIELD=HEADER/],
  ] as const)('%j is refused', (text, map, message) => {
    expect(() => readCsv(text, map)).toThrow(message);
  });
});

describe('people in SCIM', () => {
  const user = (more: object = {}): object => ({ schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName: 'ines', emails: [{ value: 'old@north.example' }, { value: 'ines@north.example', primary: true }], displayName: 'Ines Weber', active: true, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Payments' }, ...more });

  it('are read from a ListResponse, a list or one User, by the primary address', () => {
    const ines = { where: 'Resources[0]', person: { email: 'ines@north.example', employment: 'ACTIVE', name: 'Ines Weber', unit: 'Payments', startsOn: null, endsOn: null, movedOn: null } };
    for (const document of [{ totalResults: 1, Resources: [user()] }, [user()], user()]) expect(readScim(JSON.stringify(document), null)).toEqual([ines]);
    expect(readScim(JSON.stringify([user({ emails: undefined, userName: 'ines@north.example', displayName: null, name: { formatted: 'I. W.' }, active: undefined })]), null)).toMatchObject([{ person: { email: 'ines@north.example', name: 'I. W.', employment: 'UNKNOWN' } }]);
    expect(readScim(JSON.stringify([user({ active: false })]), 'ON_LEAVE')).toMatchObject([{ person: { employment: 'ON_LEAVE' } }]);
  });

  it('are refused when nobody says what not active means, when a page is missing, or when it is no JSON', () => {
    expect(() => readScim(JSON.stringify([user(), user({ active: false })]), null)).toThrow(/^Resources\[1\] is not active/);
    expect(() => readScim(JSON.stringify({ totalResults: 200, Resources: [user()] }), null)).toThrow(/1 of 200/);
    expect(() => readScim('{', null)).toThrow(/no JSON/);
    expect(() => readScim('[3]', null)).toThrow(/^Resources\[0\] is no User/);
  });
});
