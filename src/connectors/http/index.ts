export { clientOf, type OwnClientOptions } from './client-of.ts';
export { createHttpClient, type HttpClientOptions } from './client.ts';
export { healthOf } from './line.ts';
export { createPoster } from './poster.ts';
export { reachable } from './reachable.ts';
export { HttpProblem } from './problem.ts';
export type { Headers, HttpAnswer, HttpClient, HttpRequest, Narrow, ProblemReader, QueryValues } from './request.ts';
export { basicHeaders, bearerHeaders } from './sign-in.ts';
export { tellsOneStory } from './one-story.ts';
