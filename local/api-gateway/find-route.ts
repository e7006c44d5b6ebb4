import type { Api, Route } from "./api";
import type { PathSegment } from "./path-template";

export type FoundRoute = { readonly route: Route; readonly pathParameters: Readonly<Record<string, string>> };

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const match = (segments: readonly PathSegment[], texts: readonly string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const text = texts[index];
    if (text === undefined || text === "") return undefined;
    if (segment.kind === "greedy") return { ...parameters, [segment.name]: decoded(texts.slice(index).join("/")) };
    if (segment.kind === "literal" && segment.text !== decoded(text)) return undefined;
    if (segment.kind === "parameter") parameters[segment.name] = decoded(text);
  }
  return segments.length === texts.length ? parameters : undefined;
};

const precedence = { literal: "0", parameter: "1", greedy: "2" };
const rank = (route: Route): string => route.segments.map((segment) => precedence[segment.kind]).join("");

/** The method that answers a path below the stage: literal segments win over parameters, these over greedy ones. */
export const findRoute = (api: Api, method: string, path: string): FoundRoute | undefined => {
  const texts = path.replace(/\/$/, "").split("/").slice(1);
  const found = api.routes.flatMap((route) => {
    const pathParameters = match(route.segments, texts);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  const best = found.map(({ route }) => rank(route)).sort()[0];
  const ofBest = found.filter(({ route }) => rank(route) === best);
  return ofBest.find(({ route }) => route.method === method) ?? ofBest.find(({ route }) => route.method === "ANY");
};
