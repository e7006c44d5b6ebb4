import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { isJsonObject } from "../../../runtime/codec/json";

const insideOf = (folder: string, name: string): string => {
  const path = normalize(name);
  if (isAbsolute(path) || path.split(/[\\/]/).includes("..")) throw new Error(`code: ${name} is outside the archive`);
  return join(folder, path);
};

const writeAsset = async (asset: unknown, path: string, name: string): Promise<void> => {
  if (!isJsonObject(asset)) throw new Error(`code: ${name} is neither a file nor a folder`);
  if (isJsonObject(asset.assets)) {
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

const HASH_LENGTH = 16;

/**
 * Unpacks an archive to a folder of its own below `folder`, named by its content, and gives that folder. One that is there
 * stays as it is: functions may be loading from it.
 */
export const writeFunctionCode = async (code: unknown, folder: string): Promise<string> => {
  const target = join(folder, (await archiveHash(code)).slice(0, HASH_LENGTH));
  if (existsSync(target)) return target;
  const unfinished = `${target}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await writeAsset(code, unfinished, "the archive");
  await rename(unfinished, target);
  return target;
};

const sha256 = (content: string | Buffer): string => createHash("sha256").update(content).digest("hex");

const hashOfPath = async (path: string): Promise<string> => {
  if (!(await stat(path)).isDirectory()) return sha256(await readFile(path));
  const names = (await readdir(path)).sort();
  return sha256(
    JSON.stringify(await Promise.all(names.map(async (name) => [name, await hashOfPath(join(path, name))]))),
  );
};

/** The hash of what an archive holds, files on this machine included: the same content has the same hash. */
export const archiveHash = async (code: unknown): Promise<string> => {
  if (!isJsonObject(code)) throw new Error("code is missing");
  if (isJsonObject(code.assets)) {
    const entries = Object.entries(code.assets).sort(([one], [other]) => (one < other ? -1 : 1));
    return sha256(
      JSON.stringify(await Promise.all(entries.map(async ([name, asset]) => [name, await archiveHash(asset)]))),
    );
  }
  if (typeof code.text === "string") return sha256(code.text);
  if (typeof code.path === "string") return hashOfPath(code.path);
  throw new Error("code: an asset is at an address; the local run takes files and text");
};
