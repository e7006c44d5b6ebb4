import * as pulumi from "@pulumi/pulumi";
import { bundleClosure } from "./bundle-closure";

/** The file that Pulumi's own packaging puts the closure into, and that the function's handler names. */
const INDEX = "__index.js";

/** Passing through an Output leaves assets without their class, but for the mark of one. */
const textOf = async (asset: unknown): Promise<string> => {
  if (pulumi.asset.Asset.isInstance(asset) && "text" in asset) return String(await asset.text);
  throw new Error(`The function's archive holds no ${INDEX}`);
};

/** One file: the packages that Pulumi's own packaging adds are left behind. */
const bundled = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
  const closure = await textOf((await archive.assets)[INDEX]);
  return new pulumi.asset.AssetArchive({
    [INDEX]: new pulumi.asset.StringAsset(await bundleClosure(closure, process.cwd())),
  });
};

const refuseSecrets = async (code: pulumi.Output<unknown>, name: string): Promise<void> => {
  if (await pulumi.isSecret(code)) {
    throw new Error(`The inline handler of ${name} captures a secret: a function reads secrets when it runs`);
  }
};

/** A transformation that replaces a function's archive (the closure and every package) by one bundled file. */
export const shipBundled: pulumi.ResourceTransformation = ({ type, name, props, opts }) => {
  if (type !== "aws:lambda/function:Function") return undefined;
  const code = props.code as pulumi.Output<pulumi.asset.AssetArchive>;
  const ship = async (archive: pulumi.asset.AssetArchive): Promise<pulumi.asset.AssetArchive> => {
    await refuseSecrets(code, name);
    return bundled(archive);
  };
  return { props: { ...props, code: code.apply(ship) }, opts };
};
