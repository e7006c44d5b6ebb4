import { ruleOf } from "../resources/rule-of";

/** Whether a resource of the type is replaced when these inputs change. */
export const replacesFor = (type: string, changed: readonly string[], besides: readonly string[] = []): boolean => {
  const { replaceOn } = ruleOf(type);
  return changed.some((name) => replaceOn === "all" || replaceOn.includes(name) || besides.includes(name));
};
