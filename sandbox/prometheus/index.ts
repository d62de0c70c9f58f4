export { prometheusCredentials, startPrometheus } from './prometheus.ts';
