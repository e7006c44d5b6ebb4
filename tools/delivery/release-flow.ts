import * as E from "fp-ts/Either";
import type * as TE from "fp-ts/TaskEither";

/** What a release does to a stack, and what tells whether it works there. */
type ReleaseSteps = {
  /** Brings the program in a folder into effect, or says why not. */
  readonly deploy: (folder: string) => TE.TaskEither<string, void>;
  /** Whether the running stack does its work. */
  readonly smoke: () => Promise<boolean>;
  /** The folder of the last release, made ready to be deployed; undefined when there is none. */
  readonly previous: () => Promise<string | undefined>;
  readonly say: (line: string) => void;
};

/** `returned`: the last release runs again. `stranded`: neither release is known to work. */
type ReleaseEnd = "released" | "returned" | "stranded";

const works = async ({ deploy, smoke, say }: ReleaseSteps, folder: string): Promise<boolean> => {
  const deployed = await deploy(folder)();
  if (E.isRight(deployed)) return smoke();
  say(`The deployment failed: ${deployed.left}`);
  return false;
};

const goBack = async (steps: ReleaseSteps): Promise<ReleaseEnd> => {
  const folder = await steps.previous();
  if (folder === undefined) {
    steps.say("There is no earlier release to return to: the stack stays as it is, and needs a look.");
    return "stranded";
  }
  steps.say("Returning to the last release.");
  if (await works(steps, folder)) {
    steps.say("The last release runs again, and passes its smoke test.");
    return "returned";
  }
  steps.say("The last release does not pass its smoke test either: the stack needs a look.");
  return "stranded";
};

/** Deploys the program in `folder`, tries it, and returns to the last release when it does not work. */
export const release = async (steps: ReleaseSteps, folder: string): Promise<ReleaseEnd> => {
  if (await works(steps, folder)) {
    steps.say("Released: the smoke test passes.");
    return "released";
  }
  return goBack(steps);
};
