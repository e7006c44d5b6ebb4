import type { ComponentChildren } from "preact";

type Frame = { readonly title: ComponentChildren; readonly children?: ComponentChildren };

/** A view's title, and what the view is about; beside something that has a title of its own it is not the page's. */
export const ViewHead = ({ title, isPart = false, children }: Frame & { readonly isPart?: boolean }) => (
  <div class="view-head">
    {isPart ? <h2>{title}</h2> : <h1>{title}</h1>}
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

type BoxProps = { readonly label: string; readonly kind: "block" | "scroller"; readonly children: ComponentChildren };

/** What scrolls by itself, by keyboard too. */
export const Box = ({ label, kind, children }: BoxProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: Safari gives the focus to no scrolling box by itself (WCAG 2.1.1).
  <section class={kind} tabIndex={0} aria-label={label}>
    {children}
  </section>
);

/** Text as it is. */
export const Block = ({ label, text }: { readonly label: string; readonly text: string }) => (
  <Box kind="block" label={label}>
    <pre>{text}</pre>
  </Box>
);

/** What stands where there is nothing yet. */
export const Empty = ({ title, isPage = false, children }: Frame & { readonly isPage?: boolean }) => (
  <div class="empty">
    {isPage ? <h1>{title}</h1> : <h2>{title}</h2>}
    {children}
  </div>
);
