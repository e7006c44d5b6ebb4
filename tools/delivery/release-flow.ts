import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";
import type { NotDeployed } from "./deploy-release";

type Deployment = TE.TaskEither<NotDeployed, void>;

/** What a release does to a stack, and what tells whether it works there. */
type ReleaseSteps = {
  /** Brings the new code into effect, or says why not. */
  readonly deploy: Deployment;
  /** Brings the last release's code into effect, with today's config; undefined when there is none. */
  readonly deployPrevious: Deployment | undefined;
  /** Whether the running stack does its work. */
  readonly smoke: () => Promise<boolean>;
  readonly say: (line: string) => void;
};

/** `refused`: nothing has changed. `returned`: the last release runs again. `stranded`: neither release is known to work. */
type ReleaseEnd = "released" | "refused" | "returned" | "stranded";

const tried = async ({ smoke, say }: ReleaseSteps, deploy: Deployment): Promise<"works" | "fails" | "refused"> => {
  const deployed = await deploy();
  if (E.isRight(deployed)) return (await smoke()) ? "works" : "fails";
  say(`The deployment failed: ${deployed.left.reason}`);
  return deployed.left.isTouched ? "fails" : "refused";
};

const goBack = async (steps: ReleaseSteps): Promise<ReleaseEnd> => {
  if (steps.deployPrevious === undefined) {
    steps.say("There is no earlier release to return to: the stack stays as it is, and needs a look.");
    return "stranded";
  }
  steps.say("Returning to the last release; projects, keys, secrets and limits stay as they are today.");
  if ((await tried(steps, steps.deployPrevious)) === "works") {
    steps.say("The last release runs again, and passes its smoke test.");
    return "returned";
  }
  steps.say("The last release does not work with today's config either: the stack needs a look.");
  return "stranded";
};

/** Deploys the new code, tries it, and returns to the last release when it does not work. */
export const release = async (steps: ReleaseSteps): Promise<ReleaseEnd> => {
  const outcome = await tried(steps, steps.deploy);
  if (outcome === "fails") return goBack(steps);
  if (outcome === "refused") {
    steps.say("The release that ran goes on as it was.");
    return outcome;
  }
  steps.say("Released: the smoke test passes.");
  return "released";
};
