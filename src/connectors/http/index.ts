export { createHttpClient, type HttpClientOptions } from './client.ts';
export { HttpProblem } from './problem.ts';
export type { Headers, HttpAnswer, HttpClient, HttpRequest, ProblemReader, QueryValues } from './request.ts';
export { basicHeaders, bearerHeaders } from './sign-in.ts';
export { tellsOneStory } from './one-story.ts';
