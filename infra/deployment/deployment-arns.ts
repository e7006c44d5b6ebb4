import { anyNameOf, ofIam, type Place } from "./place";

/**
 * The path of what deploys: roles, their policies and the boundary. The patterns by which a deploy role may manage the
 * functions' roles do not reach into it.
 */
export const DEPLOYMENT_PATH = "/deployment/";

export const GITHUB_HOST = "token.actions.githubusercontent.com";

/** The policy that limits every role a deployment makes. */
export const boundaryArn = (place: Place): string =>
  ofIam(place, `policy${DEPLOYMENT_PATH}ai-multi-comms-boundary-${place.stack}`);

export const githubProviderArn = (place: Place): string => ofIam(place, `oidc-provider/${GITHUB_HOST}`);

/** Everything by which deployments are allowed, of this and every other stack. */
export const deploymentArns = (place: Place): readonly string[] => [
  ofIam(place, `role${DEPLOYMENT_PATH}*`),
  ofIam(place, `policy${DEPLOYMENT_PATH}*`),
  githubProviderArn(place),
];

/** This stack's share of it. */
export const ownDeploymentArns = (place: Place): readonly string[] => [
  ofIam(place, `role${DEPLOYMENT_PATH}${anyNameOf(place)}`),
  ofIam(place, `policy${DEPLOYMENT_PATH}${anyNameOf(place)}`),
];
