import { signal } from "@preact/signals";

const viewNames = ["live", "conversations", "try", "break", "steer"] as const;
export type ViewName = (typeof viewNames)[number];

/** Where the person is: a view, and in `conversations` perhaps one of them. */
type Route = { readonly view: ViewName; readonly conversation: string | undefined };

const routeOf = (hash: string): Route => {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  const view = viewNames.find((one) => one === name) ?? "live";
  const id = rest.join("/");
  return { view, conversation: view === "conversations" && id !== "" ? decodeURIComponent(id) : undefined };
};

export const route = signal<Route>(routeOf(location.hash));

export const hrefOf = (view: ViewName): string => `#/${view}`;
export const conversationHref = (id: string): string => `#/conversations/${encodeURIComponent(id)}`;

export const goTo = (href: string): void => {
  location.hash = href;
};

export const followHash = (): void => {
  addEventListener("hashchange", () => {
    route.value = routeOf(location.hash);
    scrollTo(0, 0);
  });
};
