export { createMeters, processMeters, type Meters } from './meters.ts';
export { metricsPage, type MetricsPage } from './page.ts';
export { scraping } from './scrape.ts';
