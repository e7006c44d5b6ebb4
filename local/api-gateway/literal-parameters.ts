/**
 * Headers from parameter mappings such as `gatewayresponse.header.X: "'literal'"`.
 * A mapping from anything but a quoted literal is refused with its place.
 */
export const literalParameters = (
  parameters: Readonly<Record<string, string>>,
  prefix: "gatewayresponse.header." | "method.response.header.",
  where: string,
): readonly (readonly [string, string])[] =>
  Object.entries(parameters).map(([name, value]) => {
    const [, literal] = /^'(.*)'$/.exec(value) ?? [];
    if (!name.startsWith(prefix)) throw new Error(`${where}.${name}: only ${prefix}NAME is supported`);
    if (literal === undefined) throw new Error(`${where}.${name}: only a literal in single quotes is supported`);
    return [name.slice(prefix.length), literal];
  });
