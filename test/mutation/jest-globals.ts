import { ModuleMocker } from 'jest-mock';

/** What a spec gets that imports `@jest/globals`: the two that our specs use. */
const mocker = new ModuleMocker(globalThis);
export const jest = { fn: mocker.fn.bind(mocker), spyOn: mocker.spyOn.bind(mocker) };
