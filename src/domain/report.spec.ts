import { camelCase, columnTypes, isNumber, totalColumns, type ReportColumn, type ReportDefinition } from './report.ts';

const column = (name: string, given: Partial<ReportColumn> = {}): ReportColumn => ({ name, type: 'TEXT', unit: null, says: name, isNullable: false, isTotal: false, isBrief: false, behind: [], ...given });

describe('a report', () => {
  it('counts and measures in integers and numbers, and in nothing else', () => {
    expect(columnTypes.filter((type) => isNumber(column('x', { type })))).toEqual(['INTEGER', 'NUMBER']);
  });

  it('has totals of the columns that are in them, then those that only they have', () => {
    const more = [column('longest')];
    expect(totalColumns({ columns: [column('id'), column('count', { isTotal: true })], moreTotals: more } as unknown as ReportDefinition).map(({ name }) => name)).toEqual(['count', 'longest']);
  });

  it('is written in GraphQL with its words joined', () => {
    expect(['lead_time_p50', 'delivery-performance', 'id'].map(camelCase)).toEqual(['leadTimeP50', 'deliveryPerformance', 'id']);
  });
});
