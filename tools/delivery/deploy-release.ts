import { appendFileSync } from "node:fs";
import * as E from "fp-ts/Either";
import { flow, pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import { wordsOf } from "../command-line";
import { removalRefusal, removalsIn } from "../engine/update/removals";
import { previewMarkdown, previewText } from "./preview-report";
import type { Preview, Release } from "./pulumi-preview";

/** How a release comes to a stack. */
export type DeploySteps = {
  readonly preview: (release: Release) => Promise<Preview>;
  /** Takes `protect` off resources, by their URNs. */
  readonly unprotect: (release: Release, urns: readonly string[]) => TE.TaskEither<string, void>;
  readonly up: (release: Release) => TE.TaskEither<string, void>;
  /** Whether a person agrees that something goes for good; undefined where nobody can be asked. */
  readonly mayRemove: (question: string) => Promise<boolean | undefined>;
  readonly say: (text: string) => void;
};

/** What a deployment is asked for besides. */
export type DeployOptions = {
  /** Whether projects, keys and secrets may go with it. */
  readonly allowRemoval: boolean;
  /** Changes nothing. */
  readonly preview?: boolean;
  /** A file that gets what would change, as Markdown. */
  readonly report?: string | undefined;
};

/** What is said when a preview fails: the code of one release and the config of today may not go together. */
const refused = ({ folder, own, stack }: Release): string =>
  `Nothing was changed: ${
    folder === own ? "the preview fails" : `the code in ${folder} does not go with today's Pulumi.${stack}.yaml`
  } (see above).`;

/** Why a release is not in effect, and whether something has changed all the same. */
export type NotDeployed = { readonly reason: string; readonly isTouched: boolean };

const untouched = (reason: string): NotDeployed => ({ reason, isTouched: false });

const looked =
  (steps: DeploySteps, { report }: DeployOptions) =>
  (release: Release): TE.TaskEither<NotDeployed, Preview> =>
    pipe(
      TE.tryCatch(() => steps.preview(release), flow(wordsOf, untouched)),
      TE.map((preview) => {
        steps.say(previewText(preview));
        if (report !== undefined) appendFileSync(report, previewMarkdown(release.stack, preview));
        return preview;
      }),
      TE.filterOrElse(
        ({ isDone }) => isDone,
        () => untouched(refused(release)),
      ),
    );

const agreed =
  ({ mayRemove }: DeploySteps, { allowRemoval }: DeployOptions) =>
  ({ changes }: Preview): TE.TaskEither<NotDeployed, readonly string[]> =>
  async () => {
    const removals = removalsIn(changes);
    const isAgreed = removals.length === 0 || allowRemoval || (await mayRemove("Remove all of this?")) === true;
    return isAgreed
      ? E.right(removals.filter(({ isProtected }) => isProtected).map(({ urn }) => urn))
      : E.left(untouched(removalRefusal(removals)));
  };

/**
 * Judges a release by a preview, then brings it into effect, unless a preview is all that is asked for. Before anything
 * changes it ends with all that is against the policies, with what the program does not take of the config, and with the
 * projects, keys and secrets that would go.
 */
export const deployRelease = (
  steps: DeploySteps,
  options: DeployOptions,
  release: Release,
): TE.TaskEither<NotDeployed, void> => {
  const bring = (protectedUrns: readonly string[]): TE.TaskEither<NotDeployed, void> =>
    pipe(
      protectedUrns.length === 0 ? TE.right(undefined) : steps.unprotect(release, protectedUrns),
      TE.chain(() => steps.up(release)),
      TE.mapLeft((reason) => ({ reason, isTouched: true })),
    );
  return pipe(
    looked(steps, options)(release),
    TE.chain((preview) =>
      options.preview === true ? TE.right(undefined) : pipe(preview, agreed(steps, options), TE.chain(bring)),
    ),
  );
};
