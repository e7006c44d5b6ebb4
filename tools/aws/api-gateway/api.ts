import type { GatewayResponses } from "./fault";

type PathSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "parameter"; readonly name: string };

const readSegment = (text: string, path: string): PathSegment => {
  const [, name] = /^\{([A-Za-z0-9._-]+)\}$/.exec(text) ?? [];
  if (name !== undefined) return { kind: "parameter", name };
  if (/[{}]/.test(text)) throw new Error(`path ${path}: "${text}" is neither text nor a parameter like {name}`);
  return { kind: "literal", text };
};

/** Splits a resource path such as `/receipts/twilio/{ref}`. */
export const readPathTemplate = (path: string): readonly PathSegment[] => {
  if (!path.startsWith("/")) throw new Error(`path ${path} must start with /`);
  const texts = path.split("/").slice(1);
  if (texts.length === 1 && texts[0] === "") return [];
  return texts.map((text) => readSegment(text, path));
};

export type LambdaIntegration = { readonly functionName: string; readonly timeoutMillis: number };

/** One method of one resource. */
export type Route = {
  readonly resource: string;
  readonly resourceId: string;
  readonly segments: readonly PathSegment[];
  readonly method: string;
  readonly keyRequired: boolean;
  readonly integration: LambdaIntegration;
};

export type Api = {
  readonly id: string;
  readonly name: string;
  readonly deploymentId: string;
  readonly routes: readonly Route[];
  readonly gatewayResponses: GatewayResponses;
};

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
    if (segment.kind === "literal" && segment.text !== decoded(text)) return undefined;
    if (segment.kind === "parameter") parameters[segment.name] = decoded(text);
  }
  return segments.length === texts.length ? parameters : undefined;
};

const rank = (route: Route): string => route.segments.map(({ kind }) => (kind === "literal" ? "0" : "1")).join("");

/** The method that answers a path below the stage: literal segments win over parameters. */
export const findRoute = (api: Api, method: string, path: string): FoundRoute | undefined => {
  const texts = path.replace(/\/$/, "").split("/").slice(1);
  const found = api.routes.flatMap((route) => {
    const pathParameters = match(route.segments, texts);
    return pathParameters === undefined ? [] : [{ route, pathParameters }];
  });
  const best = found.map(({ route }) => rank(route)).sort()[0];
  return found.find(({ route }) => rank(route) === best && route.method === method);
};
