/** The name in a function's ARN, or a name as it is; a version or alias is refused by name. */
export const functionName = (nameOrArn: string): string => {
  const [name = "", qualifier] = nameOrArn.includes(":function:")
    ? (nameOrArn.split(":function:")[1] ?? "").split(":")
    : nameOrArn.split(":");
  if (name === "") throw new Error(`${nameOrArn} names no function`);
  if (qualifier !== undefined && qualifier !== "$LATEST") {
    throw new Error(`${nameOrArn}: the local run has no versions or aliases`);
  }
  return name;
};
