import * as E from "fp-ts/Either";
import type { ConfigFault } from "./config-fault";
import type { Setting } from "./setting";
import { settings } from "./settings";

/** Values by key without the namespace, as Pulumi gives them: text, structures as JSON text. */
export type ConfigTexts = Readonly<Record<string, string>>;

type Read = { readonly values: Readonly<Record<string, unknown>>; readonly faults: readonly ConfigFault[] };

const readOne = (key: string, setting: Setting<unknown>, text: string | undefined): E.Either<ConfigFault, unknown> =>
  text === undefined
    ? E.right(setting.fallback)
    : E.mapLeft((fault: string) => ({ key, fault, example: setting.example }))(setting.read(text));

/** Reads every setting; a faulty one stands at its default, so that the others can still be looked at together. */
export const readSettings = (texts: ConfigTexts): Read =>
  Object.entries(settings).reduce<Read>(
    ({ values, faults }, [key, setting]) => {
      const read = readOne(key, setting as Setting<unknown>, texts[key]);
      return E.isRight(read)
        ? { values: { ...values, [key]: read.right }, faults }
        : { values: { ...values, [key]: setting.fallback }, faults: [...faults, read.left] };
    },
    { values: {}, faults: [] },
  );
