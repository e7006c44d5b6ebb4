import * as E from "fp-ts/Either";
import { formsOf } from "../../../runtime/request/forms-of-address";
import { EmailAddress, Telephone } from "../../../runtime/request/text";

/** An address in the form in which it is stored; what it must be, without repeating it: it is personal. */
export const storedAddress = (given: string): E.Either<string, string> =>
  E.mapLeft(() => "expected a telephone number with its country's code (+447400123456), or an email address")(
    given.includes("@") ? EmailAddress.decode(given) : Telephone.decode(given),
  );

/** The address of a channel that a request does not use is stored as the client wrote it. */
const PREFIX = /^(?:whatsapp|tel|mailto):/i;

/** As addresses are compared: no mail server that a person uses tells capitals apart. */
const comparable = (value: unknown): string | undefined => {
  if (typeof value !== "string") return undefined;
  const text = value.trim().replace(PREFIX, "").replace(/^00/, "+");
  const decoded = text.includes("@") ? EmailAddress.decode(text) : Telephone.decode(text);
  return E.isRight(decoded) ? decoded.right.toLowerCase() : undefined;
};

/** Whether a value is one of these addresses, in whatever form. */
export const isOneOf = (addresses: readonly string[]): ((value: unknown) => boolean) => {
  const forms = new Set(addresses.flatMap(formsOf).map(comparable));
  return (value) => {
    const given = comparable(value);
    return given !== undefined && forms.has(given);
  };
};
