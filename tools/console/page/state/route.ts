import { signal } from "@preact/signals";

const viewNames = ["live", "conversations", "projects", "consent", "try", "break", "steer"] as const;
export type ViewName = (typeof viewNames)[number];

/** Where the person is: a view, and perhaps one of the things that it shows; no view for an address that there is not. */
export type Route = { readonly view: ViewName | undefined; readonly one: string | undefined };

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const routeOf = (hash: string): Route => {
  const [name = "", ...rest] = hash.replace(/^#\/?/, "").split("/");
  const one = decoded(rest.join("/"));
  return { view: name === "" ? "live" : viewNames.find((view) => view === name), one: one === "" ? undefined : one };
};

export const route = signal<Route>(routeOf(location.hash));

export const hrefOf = (view: ViewName): string => `#/${view}`;
export const conversationHref = (id: string): string => `#/conversations/${encodeURIComponent(id)}`;

type ProjectIds = { readonly company_id: string; readonly project_id: string };

export const projectName = ({ company_id, project_id }: ProjectIds): string => `${company_id}/${project_id}`;
export const projectHref = (project: ProjectIds): string => `#/projects/${encodeURIComponent(projectName(project))}`;

export const goTo = (href: string): void => {
  location.hash = href;
};

export const followHash = (): void => {
  addEventListener("hashchange", () => {
    route.value = routeOf(location.hash);
    scrollTo(0, 0);
  });
};
