import * as t from "io-ts";

/** A codec of one plain-worded expectation, so that a fault says what the whole must be and not what its parts are. */
export const namedType = <A>(name: string, is: t.Is<A>): t.Type<A, A, unknown> =>
  new t.Type(name, is, (input, context) => (is(input) ? t.success(input) : t.failure(input, context)), t.identity);
