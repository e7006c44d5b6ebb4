import * as t from "io-ts";

/** The paths of every field that a codec of objects knows, through its intersections. */
export const schemaFields = (codec: t.Mixed, path = ""): readonly string[] => {
  if (codec instanceof t.ExactType) return schemaFields(codec.type, path);
  if (codec instanceof t.IntersectionType) return codec.types.flatMap((type: t.Mixed) => schemaFields(type, path));
  if (codec instanceof t.InterfaceType || codec instanceof t.PartialType) {
    return Object.entries<t.Mixed>(codec.props).flatMap(([name, type]) => {
      const place = path === "" ? name : `${path}.${name}`;
      return [place, ...schemaFields(type, place)];
    });
  }
  return [];
};
