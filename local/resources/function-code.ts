import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { isRecord } from "../engine/is-record";

const insideOf = (folder: string, name: string): string => {
  const path = normalize(name);
  if (isAbsolute(path) || path.split(/[\\/]/).includes("..")) throw new Error(`code: ${name} is outside the archive`);
  return join(folder, path);
};

const writeAsset = async (asset: unknown, path: string, name: string): Promise<void> => {
  if (!isRecord(asset)) throw new Error(`code: ${name} is neither a file nor a folder`);
  if (isRecord(asset.assets)) {
    await mkdir(path, { recursive: true });
    await writeAssets(asset.assets, path);
    return;
  }
  await mkdir(dirname(path), { recursive: true });
  if (typeof asset.text === "string") await writeFile(path, asset.text);
  else if (typeof asset.path === "string") await cp(asset.path, path, { recursive: true });
  else throw new Error(`code: ${name} is at an address; the local run takes files and text`);
};

const writeAssets = async (assets: Readonly<Record<string, unknown>>, folder: string): Promise<void> => {
  await Promise.all(Object.entries(assets).map(([name, asset]) => writeAsset(asset, insideOf(folder, name), name)));
};

/** Unpacks a function's archive to a folder of its own, in place of what was there. */
export const writeFunctionCode = async (code: unknown, folder: string): Promise<void> => {
  if (!isRecord(code)) throw new Error("code is missing");
  await rm(folder, { recursive: true, force: true });
  await writeAsset(code, folder, "the archive");
};
