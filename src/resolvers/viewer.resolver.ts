import { Ctx, Query, Resolver } from 'type-graphql';
import type { Viewer as DomainViewer } from '../domain/person.ts';
import { Viewer } from '../schema/viewer.type.ts';
import { viewerOf, type RequestContext } from './context.ts';

@Resolver()
export class ViewerResolver {
  @Query(() => Viewer)
  viewer(@Ctx() context: RequestContext): DomainViewer {
    return viewerOf(context);
  }
}
