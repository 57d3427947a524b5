import { Component, type ComponentChildren, type ComponentType, type RenderableProps, h } from 'preact';

/**
 * A component that is drawn again only when one of its properties is another one. Elements kept in
 * `useMemo` would do the same, but each keeps the page that it was first part of, and so, among
 * several that change in turns, every page there was.
 */
export function still<P extends object>(Part: ComponentType<P>): ComponentType<P> {
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before: Readonly<P> = this.props;
      return (Object.keys(next) as (keyof P)[]).some((key) => next[key] !== before[key]);
    }

    override render(props: RenderableProps<P>): ComponentChildren {
      return h(Part, props as P);
    }
  };
}
