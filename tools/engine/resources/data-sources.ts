import type { InvokeFunction } from "../program/deployment";
import { localPlace, type Place } from "./identity";

/** Answers the data sources that need no cloud; any other is refused by name. */
export const answerDataSource =
  ({ region, account }: Place): InvokeFunction =>
  async (_, token) => {
    switch (token) {
      case "aws:index/getCallerIdentity:getCallerIdentity":
        return { accountId: account, arn: `arn:aws:iam::${account}:root`, userId: account, id: account };
      case "aws:index/getRegion:getRegion":
        return { region, name: region, id: region, description: region, endpoint: `ec2.${region}.amazonaws.com` };
      case "aws:index/getPartition:getPartition":
        return { partition: "aws", id: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
      default:
        throw new Error(`the program asks AWS for ${token}, a function that the engine of this checkout does not have`);
    }
  };

export const answerLocally: InvokeFunction = answerDataSource(localPlace);
