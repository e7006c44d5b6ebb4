import { isRecord } from "./is-record";
import { archiveSignature, assetSignature, secretSignature, signatureKey } from "./property-signatures";

/** A file given as text, as a path on this machine, or as an address. */
export type Asset = { readonly text: string } | { readonly path: string } | { readonly uri: string };
/** A folder given file by file, or as a path or address. */
export type Archive =
  | { readonly assets: Readonly<Record<string, Asset | Archive>> }
  | { readonly path: string }
  | { readonly uri: string };

export type Plain = { readonly value: unknown; readonly secretPaths: readonly string[] };

/** The wire's marker, and those that the SDK keeps on its own asset and archive objects. */
const markers: ReadonlySet<string> = new Set([signatureKey, "__pulumiAsset", "__pulumiArchive"]);

/** Takes the wire's markers off a value: assets and archives keep their content, secrets are named by path instead. */
export const plainProperty = (wire: unknown, path: string): Plain => {
  const secretPaths: string[] = [];
  const walk = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => walk(item, `${at}[${index}]`));
    if (!isRecord(value)) return value;
    const signature = value[signatureKey];
    if (signature === secretSignature) {
      secretPaths.push(at);
      return walk(value.value, at);
    }
    const known = signature === undefined || signature === assetSignature || signature === archiveSignature;
    if (!known) throw new Error(`${at}: this run does not know values marked ${String(signature)}`);
    const entries = Object.entries(value).filter(([key]) => !markers.has(key));
    return Object.fromEntries(entries.map(([key, inner]) => [key, walk(inner, at === "" ? key : `${at}.${key}`)]));
  };
  const value = walk(wire, path);
  return { value, secretPaths };
};

/** The same for all properties of a resource; paths read like `environment.variables.KEY` or `list[0]`. */
export const plainProperties = (
  wire: Readonly<Record<string, unknown>>,
): { readonly values: Readonly<Record<string, unknown>>; readonly secretPaths: readonly string[] } => {
  const plain = Object.entries(wire).map(([key, value]) => [key, plainProperty(value, key)] as const);
  return {
    values: Object.fromEntries(plain.map(([key, { value }]) => [key, value])),
    secretPaths: plain.flatMap(([, { secretPaths }]) => secretPaths),
  };
};
