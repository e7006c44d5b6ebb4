import { publishedDescription } from "../../infra/api/published-description";

type Methods = { readonly options?: unknown };

/** What a client calls: browsers ask before it by themselves. */
const calledPaths = Object.fromEntries(
  Object.entries(publishedDescription.paths).map(([path, { options, ...called }]: [string, Methods]) => [path, called]),
);

/** The types of the client package, by the published description. */
export const clientTypes = async (): Promise<string> => {
  const { default: openapi, astToString } = await import("openapi-typescript");
  const types = await openapi(JSON.stringify({ ...publishedDescription, paths: calledPaths }), {
    immutable: true,
    silent: true,
  });
  return `/* Written by npm run write-docs from the published description of the API. */\n\n${astToString(types)}`;
};
