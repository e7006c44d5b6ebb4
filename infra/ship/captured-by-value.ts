/** The function that the closure itself becomes; Pulumi numbers it first. */
const CLOSURE = /^function __f0\(/;
const REFERENCE = /^\(\.\.\.args\) => require\("\.\/runtime\/[^"]+"\)\.[A-Za-z_$][\w$]*\(\.\.\.args\)$/;

/** What Pulumi writes for an object that is more than plain data: a Map, a Date, a class or an instance of one. */
const LIVE_OBJECT = /^(?:var \w+ = Object\.create\(|Object\.(?:defineProperty|setPrototypeOf)\().*$/gm;
const PROJECT_MODULE = /require\("\.\/(?!runtime\/)[^"]*"\)/g;

const codeOf = (serialised: string): string => /\nreturn ([\s\S]*?);\n\n {4}\}/.exec(serialised)?.[1] ?? serialised;

const firstLine = (code: string): string => code.trim().split("\n", 1)[0] ?? "";

const copiedFunctions = (closure: string): readonly string[] =>
  closure
    .split(/^(?=function __f\d+\()/m)
    .slice(1)
    .filter((serialised) => !CLOSURE.test(serialised))
    .map(codeOf)
    .filter((code) => !REFERENCE.test(code))
    .map(firstLine);

const matches = (closure: string, pattern: RegExp): readonly string[] =>
  [...closure.matchAll(pattern)].map(([text]) => text);

/**
 * What a serialised closure holds besides plain data and references to the runtime, in Pulumi's words. Copies of codecs, classes
 * and functions serialise without an error, and break or change when they run.
 */
export const capturedByValue = (closure: string): readonly string[] => [
  ...copiedFunctions(closure),
  ...matches(closure, LIVE_OBJECT),
  ...matches(closure, PROJECT_MODULE),
];
