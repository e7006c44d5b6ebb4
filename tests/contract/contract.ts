import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Ajv2020 } from "ajv/dist/2020";
import addFormats from "ajv-formats";
import { isJsonObject, type JsonObject } from "../../runtime/codec/json";
import type { Recorded } from "./wire";

/** The providers' official descriptions, which are not part of the product. */
const folder = process.env.CONTRACT_SPECS ?? resolve(__dirname, "../../../shared/contracts");

const files = {
  openai: "openai.openapi.json",
  twilio: "twilio_api_v2010.json",
  content: "twilio_content_v1.json",
  sendgrid: "tsg_mail_v3.json",
} as const;

export type Provider = keyof typeof files;

const missing = Object.values(files).filter((file) => !existsSync(join(folder, file)));

/** Whether the descriptions are at hand; says so where they are not. */
export const specificationsAtHand = (suiteName: string): boolean => {
  if (missing.length > 0)
    console.log(
      `skipped: ${suiteName}: no ${missing.join(", ")} in ${folder}; CONTRACT_SPECS names the folder that has them`,
    );
  return missing.length === 0;
};

/** What is wrong with a request by its provider's description; nothing for one that is right. */
type Contract = (request: Recorded) => readonly string[];

const FORM = "application/x-www-form-urlencoded";
const SPEC = "spec";

const pointer = (...names: readonly string[]): string =>
  names.map((name) => `/${encodeURIComponent(name.replaceAll("~", "~0").replaceAll("/", "~1"))}`).join("");

const validators = (specification: JsonObject, coerceTypes: boolean) => {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, coerceTypes, allErrors: true, logger: false });
  addFormats(ajv);
  for (const format of ["phone-number", "uri-map", "decimal"]) ajv.addFormat(format, true);
  ajv.addSchema(specification, SPEC);
  return (reference: string, value: unknown, where: string): readonly string[] => {
    const validate = ajv.compile({ $ref: `${SPEC}#${reference}` });
    return validate(value) ? [] : (validate.errors ?? []).map((e) => `${where}${e.instancePath} ${e.message}`);
  };
};

type Place = { readonly value: unknown; readonly pointer: string };

const at = (specification: JsonObject, path: string): unknown =>
  path
    .split("/")
    .slice(1)
    .map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (found, name) => (isJsonObject(found) || Array.isArray(found) ? Reflect.get(found, name) : undefined),
      specification,
    );

const followed = (specification: JsonObject, place: Place): Place => {
  if (!isJsonObject(place.value) || typeof place.value.$ref !== "string") return place;
  const target = place.value.$ref.slice(1);
  return followed(specification, { value: at(specification, target), pointer: target });
};

/** The names of an object that a schema knows of; `undefined` if it knows no names. */
const declaredNames = (specification: JsonObject, schema: unknown): readonly string[] => {
  const { value } = followed(specification, { value: schema, pointer: "" });
  if (!isJsonObject(value)) return [];
  const own = isJsonObject(value.properties) ? Object.keys(value.properties) : [];
  const parts = [value.allOf, value.anyOf, value.oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
  return [...own, ...parts.flatMap((part) => declaredNames(specification, part))];
};

const matchOf = (template: string, path: string): Readonly<Record<string, string>> | undefined => {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "");
  const escaped = template.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "([^/]+)");
  const found = new RegExp(`^${escaped}$`).exec(path);
  return found === null ? undefined : Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ""]));
};

/** The contract of one provider, from its official description. */
const readContract = (provider: Provider): Contract => {
  const specification: JsonObject = JSON.parse(readFileSync(join(folder, files[provider]), "utf8"));
  const asJson = validators(specification, false);
  const asText = validators(specification, true);
  const paths = isJsonObject(specification.paths) ? specification.paths : {};

  const wrongParameters = (
    place: string,
    request: Recorded,
    inPath: Readonly<Record<string, string>>,
  ): readonly string[] => {
    const found = at(specification, `${place}/parameters`);
    const declared = (Array.isArray(found) ? found : []).map((value: unknown, index) =>
      followed(specification, { value, pointer: `${place}/parameters/${index}` }),
    );
    const given: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      path: inPath,
      query: Object.fromEntries(request.query),
    };
    const known = declared.map(({ value }) => (isJsonObject(value) ? `${value.in} ${value.name}` : ""));
    const unknown = [...request.query.keys()].filter((name) => !known.includes(`query ${name}`));
    return [
      ...unknown.map((name) => `query ${name} is not declared`),
      ...declared.flatMap(({ value, pointer: where }) => {
        if (!isJsonObject(value)) return [];
        const text = given[String(value.in)]?.[String(value.name)];
        if (text === undefined)
          return value.required === true && value.in !== "header" ? [`${value.in} ${value.name} is missing`] : [];
        return asText(`${where}/schema`, text, `${value.in} ${value.name}`);
      }),
    ];
  };

  const wrongBody = (place: string, { headers, body }: Recorded): readonly string[] => {
    const { value, pointer: where } = followed(specification, {
      value: at(specification, `${place}/requestBody`),
      pointer: `${place}/requestBody`,
    });
    if (!isJsonObject(value)) return body === "" ? [] : ["a body that is not declared"];
    const type = String(headers["content-type"]).split(";")[0] ?? "";
    const schema = `${where}/content${pointer(type)}/schema`;
    if (at(specification, schema) === undefined) return [`a body of the type ${type}`];
    const parsed: unknown = type === FORM ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
    const names = declaredNames(specification, at(specification, schema));
    const undeclared = Object.keys(isJsonObject(parsed) ? parsed : {}).filter((name) => !names.includes(name));
    return [
      ...undeclared.map((name) => `body ${name} is not declared`),
      ...(type === FORM ? asText : asJson)(schema, parsed, "body"),
    ];
  };

  return (request) => {
    // The paths of OpenAI's description begin there, the others' at the origin.
    const base = provider === "openai" ? "/v1" : "";
    const path = request.path.startsWith(`${base}/`) ? request.path.slice(base.length) : "";
    const [match] = Object.keys(paths).flatMap((template) => {
      const inPath = matchOf(template, path);
      return inPath === undefined ? [] : [{ template, inPath }];
    });
    if (match === undefined) return [`no path ${request.path}`];
    const place = `/paths${pointer(match.template)}${pointer(request.method.toLowerCase())}`;
    if (at(specification, place) === undefined) return [`no ${request.method} of ${match.template}`];
    return [...wrongParameters(place, request, match.inPath), ...wrongBody(place, request)];
  };
};

const contracts = new Map<Provider, Contract>();

/** The contract of a provider, read when it is first needed. */
export const contractOf = (provider: Provider): Contract => {
  const contract = contracts.get(provider) ?? readContract(provider);
  contracts.set(provider, contract);
  return contract;
};
