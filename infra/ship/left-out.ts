/**
 * Files of packages that no path of ours reaches, by their place in `node_modules`. On Lambda credentials come from the
 * environment, the first link of the SDK's chain; the others are the ways of developers' machines and other hosts.
 */
const leftOut: readonly RegExp[] = [
  /^@aws-sdk\/credential-provider-(?:sso|ini|process|web-identity|http)\/dist-es\//,
  /^@aws-sdk\/credential-provider-node\/dist-es\/remoteProvider\.js$/,
  /^@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
  // Our calls are `conversations.create` and `responses.create`, unstreamed.
  /^openai\/resources\/(?!index\.|responses\/|conversations\/|shared\.)/,
  /^openai\/resources\/responses\/input-(?:items|tokens)\.mjs$/,
  /^openai\/resources\/conversations\/items\.mjs$/,
  /^openai\/lib\/responses\/ResponseStream\.mjs$/,
  // A number is read and written as E.164; nothing writes it another way.
  /^libphonenumber-js\/es6\/format\.js$/,
];

const IN_PACKAGES = "/node_modules/";

/** A package's file by its place in the innermost `node_modules`, the same on every machine. */
export const placeInPackages = (path: string): string => path.replaceAll("\\", "/").split(IN_PACKAGES).at(-1) ?? path;

export const isLeftOut = (path: string): boolean => leftOut.some((pattern) => pattern.test(placeInPackages(path)));
