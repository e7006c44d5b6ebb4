import * as E from "fp-ts/Either";
import type { Checked } from "../../runtime/request/checked";

/** The faults as `field code`, in their order; none for a value that passed. */
export const faultsOf = (checked: Checked<unknown>): readonly string[] =>
  E.isLeft(checked) ? checked.left.map(({ field, code }) => `${field} ${code}`) : [];
