/** The parts of the policy server that the Pulumi CLI calls; the package ships no types for them. */
declare module "@pulumi/policy/server" {
  import type { Policies } from "@pulumi/policy";
  import type { AnalyzeRequest, AnalyzeResponse, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";

  type Analyse<Request> = (
    call: { readonly request: Request },
    callback: (error: unknown, answer: AnalyzeResponse | undefined) => void,
  ) => Promise<void>;

  export const makeAnalyzeRpcFun: (
    pack: string,
    version: string,
    level: string,
    policies: Policies,
  ) => Analyse<AnalyzeRequest>;
  export const makeAnalyzeStackRpcFun: (
    pack: string,
    version: string,
    level: string,
    policies: Policies,
  ) => Analyse<AnalyzeStackRequest>;
}
