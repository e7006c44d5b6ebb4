import {
  makeQuotaCounter,
  makeTokenBucket,
  type Quota,
  type QuotaCounter,
  type Throttle,
  type TokenBucket,
} from "./limits";

export type ApiKey = { readonly id: string; readonly name: string; readonly value: string; readonly enabled: boolean };

export type UsagePlan = {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly { readonly apiId: string; readonly stage: string }[];
  readonly throttle?: Throttle;
  readonly quota?: Quota;
};

/** What a key may still do under a plan. */
type Allowance = { readonly bucket: TokenBucket | undefined; readonly quota: QuotaCounter | undefined };
type Grant = { readonly key: ApiKey; readonly allowance: Allowance };

type Known = { readonly plan: UsagePlan; readonly members: Map<string, Allowance> };

const covers = (plan: UsagePlan, apiId: string, stage: string): boolean =>
  plan.stages.some((each) => each.apiId === apiId && each.stage === stage);

const limitsOf = ({ throttle, quota }: UsagePlan): string => JSON.stringify([throttle, quota]);

export type UsagePlans = ReturnType<typeof makeUsagePlans>;

/** API keys and the usage plans that let them in; each key has its own allowance under each plan. */
export const makeUsagePlans = (now: () => number) => {
  const keys = new Map<string, ApiKey>();
  const plans = new Map<string, Known>();

  const knownPlan = (id: string): Known => {
    const found = plans.get(id);
    if (found === undefined) throw new Error(`there is no usage plan "${id}"`);
    return found;
  };
  const newAllowance = ({ throttle, quota }: UsagePlan): Allowance => ({
    bucket: throttle && makeTokenBucket(throttle, now),
    quota: quota && makeQuotaCounter(quota, now),
  });

  return {
    putApiKey: (key: ApiKey) => {
      const sameValue = [...keys.values()].find((other) => other.id !== key.id && other.value === key.value);
      if (sameValue !== undefined) throw new Error(`API key "${key.name}" has the same value as "${sameValue.name}"`);
      keys.set(key.id, key);
    },
    removeApiKey: (id: string) => {
      keys.delete(id);
      for (const { members } of plans.values()) members.delete(id);
    },
    putUsagePlan: (plan: UsagePlan) => {
      const { plan: before, members } = plans.get(plan.id) ?? { plan, members: new Map<string, Allowance>() };
      plans.set(plan.id, { plan, members });
      if (limitsOf(before) !== limitsOf(plan))
        for (const keyId of members.keys()) members.set(keyId, newAllowance(plan));
    },
    removeUsagePlan: (id: string): void => void plans.delete(id),
    addUsagePlanKey: (planId: string, keyId: string) => {
      const { plan, members } = knownPlan(planId);
      if (!keys.has(keyId)) throw new Error(`usage plan "${planId}": there is no API key "${keyId}"`);
      const rival = [...plans.values()].find(
        (other) =>
          other.plan.id !== planId &&
          other.members.has(keyId) &&
          plan.stages.some(({ apiId, stage }) => covers(other.plan, apiId, stage)),
      );
      // AWS refuses this too: a key may have one plan per stage.
      if (rival !== undefined)
        throw new Error(`API key "${keyId}" already has the usage plan "${rival.plan.name}" on that stage`);
      if (!members.has(keyId)) members.set(keyId, newAllowance(plan));
    },
    removeUsagePlanKey: (planId: string, keyId: string): void => void knownPlan(planId).members.delete(keyId),
    /** The allowance behind a key's value on a stage; undefined for an unknown, disabled or planless key. */
    grantFor: (value: string, apiId: string, stage: string): Grant | undefined => {
      const key = [...keys.values()].find((each) => each.value === value && each.enabled);
      if (key === undefined) return undefined;
      const known = [...plans.values()].find(({ plan, members }) => members.has(key.id) && covers(plan, apiId, stage));
      const allowance = known?.members.get(key.id);
      return allowance && { key, allowance };
    },
  };
};
