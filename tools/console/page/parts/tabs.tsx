import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";

type Tab = { readonly id: string; readonly title: string; readonly content: () => ComponentChildren };

/** Where a key leads from the tab at a place, among so many (WAI-ARIA Authoring Practices, "Tabs"). */
const targets: Readonly<Record<string, (at: number, among: number) => number>> = {
  ArrowRight: (at, among) => (at + 1) % among,
  ArrowLeft: (at, among) => (at - 1 + among) % among,
  Home: () => 0,
  End: (_, among) => among - 1,
};

/** Panels of which one is shown; the arrow keys go from one to the next, Home and End to the first and the last. */
export const Tabs = ({ label, tabs }: { readonly label: string; readonly tabs: readonly Tab[] }) => {
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const next = targets[event.key]?.(chosen, tabs.length);
    if (next === undefined) return;
    event.preventDefault();
    setChosen(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  const current = tabs[chosen];
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({ id, title }, index) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-selected={index === chosen}
            aria-controls={`panel-${id}`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => setChosen(index)}
          >
            {title}
          </button>
        ))}
      </div>
      {current && (
        <div class="panel" role="tabpanel" id={`panel-${current.id}`} aria-labelledby={`tab-${current.id}`}>
          {current.content()}
        </div>
      )}
    </>
  );
};
