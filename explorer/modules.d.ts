/**
 * What this page uses of the packages that bring no types of their own. React's would be four packages of types for
 * two functions; GraphiQL's own declarations are told in React's words and lean on these.
 */
declare module 'react' {
  export interface ReactElement { readonly type: unknown }
  export type ReactNode = ReactElement | string | null | undefined;
  export type FC<Props = object> = (props: Props) => ReactNode;
  export type ComponentPropsWithoutRef<Component> = Component extends (props: infer Props) => unknown ? Props : never;
  export function createElement<Props>(component: (props: Props) => unknown, props: Props): ReactElement;
}

declare module 'react-dom/client' {
  import type { ReactNode } from 'react';

  export function createRoot(container: Element): { render(node: ReactNode): void };
}

declare module '*.css';

declare module '*.graphql' {
  const text: string;
  export default text;
}
