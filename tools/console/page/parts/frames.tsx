import type { ComponentChildren } from "preact";

type Frame = { readonly title: string; readonly children?: ComponentChildren };

/** A view's title, and what the view is about. */
export const ViewHead = ({ title, children }: Frame) => (
  <div class="view-head">
    <h1>{title}</h1>
    {children && <p class="faint">{children}</p>}
  </div>
);

/** A part of a view. */
export const Card = ({ id, title, children }: Frame & { readonly id: string }) => (
  <section class="card" aria-labelledby={id}>
    <h2 id={id}>{title}</h2>
    {children}
  </section>
);

/** What stands where there is nothing yet. */
export const Empty = ({ title, children }: Frame) => (
  <div class="empty">
    <h2>{title}</h2>
    {children}
  </div>
);
