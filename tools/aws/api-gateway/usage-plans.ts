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

export type Allowance = { readonly bucket: TokenBucket | undefined; readonly quota: QuotaCounter | undefined };
export type Grant = { readonly key: ApiKey; readonly allowance: Allowance };

export type UsagePlans = ReturnType<typeof makeUsagePlans>;

/** API keys and the usage plans that let them in; each key has its own allowance under each plan. */
export const makeUsagePlans = (now: () => number) => {
  const keys = new Map<string, ApiKey>();
  const plans = new Map<string, UsagePlan>();
  const members = new Map<string, Map<string, Allowance>>();

  const membersOf = (planId: string): Map<string, Allowance> => {
    const found = members.get(planId);
    if (found === undefined) throw new Error(`there is no usage plan "${planId}"`);
    return found;
  };
  const newAllowance = (plan: UsagePlan | undefined): Allowance => ({
    bucket: plan?.throttle && makeTokenBucket(plan.throttle, now),
    quota: plan?.quota && makeQuotaCounter(plan.quota, now),
  });
  const covers = (plan: UsagePlan, apiId: string, stage: string): boolean =>
    plan.stages.some((each) => each.apiId === apiId && each.stage === stage);

  return {
    putApiKey: (key: ApiKey) => {
      const sameValue = [...keys.values()].find((other) => other.id !== key.id && other.value === key.value);
      if (sameValue !== undefined) throw new Error(`API key "${key.name}" has the same value as "${sameValue.name}"`);
      keys.set(key.id, key);
    },
    removeApiKey: (id: string) => {
      keys.delete(id);
      for (const ofPlan of members.values()) ofPlan.delete(id);
    },
    putUsagePlan: (plan: UsagePlan) => {
      const before = plans.get(plan.id);
      const sameLimits =
        JSON.stringify([before?.throttle, before?.quota]) === JSON.stringify([plan.throttle, plan.quota]);
      plans.set(plan.id, plan);
      const ofPlan = members.get(plan.id) ?? new Map<string, Allowance>();
      members.set(plan.id, ofPlan);
      if (!sameLimits) for (const keyId of ofPlan.keys()) ofPlan.set(keyId, newAllowance(plan));
    },
    removeUsagePlan: (id: string) => {
      plans.delete(id);
      members.delete(id);
    },
    addUsagePlanKey: (planId: string, keyId: string) => {
      const ofPlan = membersOf(planId);
      const plan = plans.get(planId);
      if (!keys.has(keyId)) throw new Error(`usage plan "${planId}": there is no API key "${keyId}"`);
      const rival = [...plans.values()].find(
        (other) =>
          other.id !== planId &&
          members.get(other.id)?.has(keyId) &&
          plan?.stages.some(({ apiId, stage }) => covers(other, apiId, stage)),
      );
      // AWS refuses this too: a key may have one plan per stage.
      if (rival !== undefined)
        throw new Error(`API key "${keyId}" already has the usage plan "${rival.name}" on that stage`);
      if (!ofPlan.has(keyId)) ofPlan.set(keyId, newAllowance(plan));
    },
    removeUsagePlanKey: (planId: string, keyId: string) => {
      membersOf(planId).delete(keyId);
    },
    /** The allowance behind a key's value on a stage; undefined for an unknown, disabled or planless key. */
    grantFor: (value: string, apiId: string, stage: string): Grant | undefined => {
      const key = [...keys.values()].find((each) => each.value === value && each.enabled);
      const plan = [...plans.values()].find(
        (each) => key !== undefined && members.get(each.id)?.has(key.id) && covers(each, apiId, stage),
      );
      const allowance = plan && key && members.get(plan.id)?.get(key.id);
      return key && allowance && { key, allowance };
    },
  };
};
